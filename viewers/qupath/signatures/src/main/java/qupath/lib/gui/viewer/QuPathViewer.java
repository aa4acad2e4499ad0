package qupath.lib.gui.viewer;

import java.awt.image.BufferedImage;
import qupath.lib.gui.viewer.overlays.PathOverlay;
import qupath.lib.images.ImageData;

public class QuPathViewer {
    private QuPathViewer() {}

    public native ImageData<BufferedImage> getImageData();

    public native void setDownsampleFactor(double downsample);

    public native void setCenterPixelLocation(double x, double y);

    public native void setCustomPixelLayerOverlay(PathOverlay overlay);

    public native void resetCustomPixelLayerOverlay();
}
