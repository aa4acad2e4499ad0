package qupath.lib.images.servers;

public class PixelCalibration {
    private PixelCalibration() {}

    public native boolean hasPixelSizeMicrons();

    public native double getAveragedPixelSizeMicrons();
}
