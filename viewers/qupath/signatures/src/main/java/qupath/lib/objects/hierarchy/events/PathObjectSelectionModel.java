package qupath.lib.objects.hierarchy.events;

import qupath.lib.objects.PathObject;

public class PathObjectSelectionModel {
    private PathObjectSelectionModel() {}

    public native PathObject getSelectedObject();
}
