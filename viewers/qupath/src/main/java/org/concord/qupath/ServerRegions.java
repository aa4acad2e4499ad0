package org.concord.qupath;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concord.client.Region;
import org.concord.qupath.core.Marked;
import org.concord.qupath.core.ProjectSlide;
import org.concord.qupath.core.RegionSource;
import qupath.lib.images.servers.ImageServer;
import qupath.lib.regions.RegionRequest;
import qupath.lib.roi.interfaces.ROI;

/** An image server, as a search reads it: at the plane of the annotation. */
final class ServerRegions implements RegionSource {
    private final ImageServer<BufferedImage> server;
    private final int z;
    private final int t;

    ServerRegions(ImageServer<BufferedImage> server, ROI roi) {
        this.server = server;
        z = roi.getZ();
        t = roi.getT();
    }

    /** A point or a line has no area, whatever its bounds. */
    static Marked marked(ROI roi) {
        long left = (long) Math.floor(roi.getBoundsX());
        long top = (long) Math.floor(roi.getBoundsY());
        var bounds = roi.isArea()
                ? new Region(left, top, (long) Math.ceil(roi.getBoundsX() + roi.getBoundsWidth()) - left, (long) Math.ceil(roi.getBoundsY() + roi.getBoundsHeight()) - top)
                : new Region(left, top, 0, 0);
        return new Marked(bounds, roi::contains);
    }

    @Override
    public String name() {
        return server.getMetadata().getName();
    }

    @Override
    public int width() {
        return server.getWidth();
    }

    @Override
    public int height() {
        return server.getHeight();
    }

    @Override
    public double mpp() {
        var calibration = server.getPixelCalibration();
        return calibration.hasPixelSizeMicrons() ? calibration.getAveragedPixelSizeMicrons() : Double.NaN;
    }

    @Override
    public boolean isRgb() {
        return server.isRGB();
    }

    @Override
    public String kind() {
        return server.nChannels() + " channels of " + server.getPixelType().getBitsPerPixel() + " bits";
    }

    @Override
    public double[] downsamples() {
        return server.getPreferredDownsamples();
    }

    @Override
    public Path file() {
        return new ProjectSlide("", name(), List.copyOf(server.getURIs()), Map.of()).file();
    }

    /** Always by the server's own path: another one may bring the pixels of another slide from QuPath's cache. */
    @Override
    public BufferedImage read(Region region, double downsample) throws IOException {
        return server.readRegion(RegionRequest.createInstance(server.getPath(), downsample, (int) region.x(), (int) region.y(), (int) region.width(), (int) region.height(), z, t));
    }
}
