package qupath.lib.objects;

import qupath.lib.measurements.MeasurementList;
import qupath.lib.objects.classes.PathClass;
import qupath.lib.roi.interfaces.ROI;

public abstract class PathObject {
    public abstract ROI getROI();

    public native MeasurementList getMeasurementList();

    public abstract void setPathClass(PathClass pathClass);
}
