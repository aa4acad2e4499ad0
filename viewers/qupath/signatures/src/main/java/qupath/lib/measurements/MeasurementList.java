package qupath.lib.measurements;

public interface MeasurementList {
    void put(String name, double value);
}
