package org.concord.qupath.core;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import org.concord.client.Region;

/** A slide of drawn tissue: what a viewer would have open, and the tiled TIFF of the same pixels that an engine reads. */
public final class DrawnSlide implements RegionSource {
    /** Of tiles at half a micrometre a pixel. */
    public static final double MPP = 0.5;

    /** Without a second level an engine takes a TIFF for a picture, not for a slide. */
    private static final int SECOND_LEVEL = 4;

    private final BufferedImage image;
    private final String name;
    private Path file;
    private double mpp = MPP;
    private String kind;
    private String unreadable;

    public DrawnSlide(String name, String texture, int width, int height, long seed) {
        this.name = name;
        image = drawn(texture, width, height, new Random(seed));
    }

    /** Written where an engine may read it. */
    public DrawnSlide write(Path folder) throws IOException {
        file = folder.resolve(name);
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            var param = writer.getDefaultWriteParam();
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(256, 256, 0, 0);
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType("LZW");
            writer.setOutput(out);
            writer.prepareWriteSequence(littleEndian(writer, param));
            writer.writeToSequence(new IIOImage(image, null, null), param);
            var small = read(new Region(0, 0, width(), height()), SECOND_LEVEL);
            writer.writeToSequence(new IIOImage(small, null, reduced(writer, small, param)), param);
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return this;
    }

    DrawnSlide mpp(double micrometresAPixel) {
        mpp = micrometresAPixel;
        return this;
    }

    DrawnSlide notRgb(String what) {
        kind = what;
        return this;
    }

    DrawnSlide unreadable(String why) {
        unreadable = why;
        return this;
    }

    DrawnSlide file(Path where) {
        file = where;
        return this;
    }

    public ProjectSlide entry(Map<String, String> metadata) {
        return new ProjectSlide(name, "renamed " + name, List.of(file.toUri()), metadata);
    }

    ProjectSlide entryAt(URI address) {
        return new ProjectSlide(name, name, List.of(address), Map.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public double mpp() {
        return mpp;
    }

    @Override
    public boolean isRgb() {
        return kind == null;
    }

    @Override
    public String kind() {
        return kind == null ? "3 channels of 8 bits" : kind;
    }

    @Override
    public double[] downsamples() {
        return new double[] {1};
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public BufferedImage read(Region region, double downsample) throws IOException {
        if (unreadable != null) {
            throw new IOException(unreadable);
        }
        var part = image.getSubimage((int) region.x(), (int) region.y(), (int) region.width(), (int) region.height());
        if (downsample == 1) {
            return part;
        }
        var scaled = new BufferedImage(Math.max(1, (int) Math.round(region.width() / downsample)), Math.max(1, (int) Math.round(region.height() / downsample)), BufferedImage.TYPE_INT_RGB);
        var graphics = scaled.createGraphics();
        graphics.drawImage(part, 0, 0, scaled.getWidth(), scaled.getHeight(), null);
        graphics.dispose();
        return scaled;
    }

    /** OpenSlide 3.4.1 does not read what Java writes in the other order. */
    private static IIOMetadata littleEndian(ImageWriter writer, ImageWriteParam param) throws IOException {
        var stream = writer.getDefaultStreamMetadata(param);
        var tree = (IIOMetadataNode) stream.getAsTree(stream.getNativeMetadataFormatName());
        ((IIOMetadataNode) tree.getElementsByTagName("ByteOrder").item(0)).setAttribute("value", "LITTLE_ENDIAN");
        stream.setFromTree(stream.getNativeMetadataFormatName(), tree);
        return stream;
    }

    /** Metadata that tell a level from a further image. */
    private static IIOMetadata reduced(ImageWriter writer, BufferedImage level, ImageWriteParam param) throws IOException {
        var directory = TIFFDirectory.createFromMetadata(writer.getDefaultImageMetadata(new ImageTypeSpecifier(level), param));
        directory.addTIFFField(new TIFFField(BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_NEW_SUBFILE_TYPE), TIFFTag.TIFF_LONG, 1,
                new long[] {BaselineTIFFTagSet.NEW_SUBFILE_TYPE_REDUCED_RESOLUTION}));
        return directory.getAsMetadata();
    }

    /** Nuclei on stroma: `tissue N` has about N of them in a tile of 224 pixels. */
    private static BufferedImage tissue(int nuclei, int width, int height, Random random) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xe9, 0xb4, 0xcf));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < width * height / 400; i++) {
            graphics.setColor(new Color(0xd8 + random.nextInt(24), 0x88 + random.nextInt(56), 0xb0 + random.nextInt(40)));
            graphics.drawLine(random.nextInt(width), i * 400 / width, random.nextInt(width), i * 400 / width + random.nextInt(60));
        }
        for (long i = 0; i < (long) nuclei * width * height / (224 * 224); i++) {
            int size = 7 + random.nextInt(2 + nuclei / 8);
            graphics.setColor(new Color(0x50 + random.nextInt(40), 0x28 + random.nextInt(32), 0x78 + random.nextInt(40)));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), size + random.nextInt(6), size);
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage drawn(String texture, int width, int height, Random random) {
        if (texture.startsWith("tissue ")) {
            return tissue(Integer.parseInt(texture.substring("tissue ".length())), width, height, random);
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int period = 7 + random.nextInt(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean ink = switch (texture) {
                    case "lines" -> (y + x / 40) % period < period / 2;
                    case "dots" -> x % period < 3 && y % period < 3;
                    default -> random.nextInt(3) == 0;
                };
                image.setRGB(x, y, ink ? 0x7030a0 + random.nextInt(32) : 0xf0a0c8 + random.nextInt(32));
            }
        }
        return image;
    }
}
