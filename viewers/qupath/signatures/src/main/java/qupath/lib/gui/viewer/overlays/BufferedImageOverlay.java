package qupath.lib.gui.viewer.overlays;

import java.awt.image.BufferedImage;
import qupath.lib.gui.viewer.QuPathViewer;

public class BufferedImageOverlay extends AbstractOverlay {
    public BufferedImageOverlay(QuPathViewer viewer, BufferedImage img) {}
}
