package qupath.lib.roi;

import qupath.lib.regions.ImagePlane;
import qupath.lib.roi.interfaces.ROI;

public class ROIs {
    private ROIs() {}

    public static native ROI createRectangleROI(double x, double y, double width, double height, ImagePlane plane);
}
