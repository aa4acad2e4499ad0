package qupath.lib.regions;

public class ImagePlane {
    private ImagePlane() {}

    public static native ImagePlane getPlane(int z, int t);
}
