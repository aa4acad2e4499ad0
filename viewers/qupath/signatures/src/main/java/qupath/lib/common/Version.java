package qupath.lib.common;

public class Version {
    private Version() {}

    public static native Version parse(String version);
}
