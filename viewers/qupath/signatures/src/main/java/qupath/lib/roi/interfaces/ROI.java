package qupath.lib.roi.interfaces;

public interface ROI {
    double getBoundsX();

    double getBoundsY();

    double getBoundsWidth();

    double getBoundsHeight();

    int getZ();

    int getT();

    boolean isArea();

    boolean contains(double x, double y);
}
