package org.concord.client;

import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A picture: 8-bit R G B, rows without padding.
 *
 * @param width in pixels
 * @param height in pixels
 * @param data height x width x 3 bytes; not copied, so leave it as it is
 */
public record Pixels(int width, int height, byte[] data) {
    /** Throws IllegalArgumentException unless the data are as long as width and height say. */
    public Pixels {
        if (width < 1 || height < 1 || data.length != 3L * width * height) {
            throw new IllegalArgumentException("Pixels of " + width + " x " + height + " are not " + data.length + " bytes");
        }
    }

    /** Copies an image of any type; what is transparent is lost. */
    public static Pixels of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return of(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /** Copies pixels of 0xRRGGBB in an int each, as Java's and ImageJ's colour images hold them; the highest 8 bits are ignored. */
    public static Pixels of(int width, int height, int[] rgb) {
        var data = new byte[Math.multiplyExact(3, rgb.length)];
        for (int i = 0; i < rgb.length; i++) {
            data[3 * i] = (byte) (rgb[i] >> 16);
            data[3 * i + 1] = (byte) (rgb[i] >> 8);
            data[3 * i + 2] = (byte) rgb[i];
        }
        return new Pixels(width, height, data);
    }

    /** Pixels of 0xRRGGBB in an int each. */
    public int[] rgb() {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (data[3 * i] & 0xff) << 16 | (data[3 * i + 1] & 0xff) << 8 | data[3 * i + 2] & 0xff;
        }
        return rgb;
    }

    public BufferedImage toImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb(), 0, width);
        return image;
    }

    Map<String, Object> params() {
        return new Params().put("width", width).put("height", height).put("data", data).map();
    }

    static Pixels of(Document answer) {
        var data = answer.bytes("data");
        int width = answer.count("width");
        int height = answer.count("height");
        if (data == null || width < 1 || height < 1 || data.length != 3L * width * height) {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine's picture is not as large as it says.");
        }
        return new Pixels(width, height, data);
    }
}
