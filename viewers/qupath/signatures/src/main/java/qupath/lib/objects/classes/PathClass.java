package qupath.lib.objects.classes;

public class PathClass {
    private PathClass() {}

    public static native PathClass fromString(String string);
}
