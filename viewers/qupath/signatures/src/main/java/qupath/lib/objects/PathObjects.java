package qupath.lib.objects;

import qupath.lib.measurements.MeasurementList;
import qupath.lib.objects.classes.PathClass;
import qupath.lib.roi.interfaces.ROI;

public class PathObjects {
    private PathObjects() {}

    public static native PathObject createTileObject(ROI roi, PathClass pathClass, MeasurementList measurements);
}
