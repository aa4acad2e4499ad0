package qupath.lib.images.servers;

public class ImageServerMetadata {
    private ImageServerMetadata() {}

    public native String getName();
}
