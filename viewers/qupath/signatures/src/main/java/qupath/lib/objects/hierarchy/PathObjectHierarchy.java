package qupath.lib.objects.hierarchy;

import java.util.Collection;
import qupath.lib.objects.PathObject;
import qupath.lib.objects.hierarchy.events.PathObjectSelectionModel;

public class PathObjectHierarchy {
    private PathObjectHierarchy() {}

    public native PathObjectSelectionModel getSelectionModel();

    public native boolean addObjects(Collection<? extends PathObject> pathObjects);

    public native void removeObjects(Collection<? extends PathObject> pathObjects, boolean keepChildren);

    public native void fireObjectMeasurementsChangedEvent(Object source, Collection<? extends PathObject> pathObjects);

    public native void fireObjectClassificationsChangedEvent(Object source, Collection<? extends PathObject> pathObjects);
}
