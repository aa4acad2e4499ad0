namespace Concord.Interop;

/// <summary>
/// What an open source holds. Metric is null for a segment, which serves either; LastRow is -1 when it is empty; Lists is 1 when it is flat;
/// ExpectedRecall was measured at CalibratedK with Nprobe lists.
/// </summary>
internal sealed record SourceInfo(
    int Dimension,
    NativeDtype ElementType,
    NativeMetric? Metric,
    long Rows,
    long LastRow,
    int Lists,
    int Nprobe,
    double ExpectedRecall,
    int CalibratedK,
    long FileBytes)
{
    internal static SourceInfo Of(in NativeSourceInfo native) => new(
        native.Dimension,
        (NativeDtype)native.Dtype,
        native.Metric < 0 ? null : (NativeMetric)native.Metric,
        native.Rows,
        native.LastRow,
        native.Lists,
        native.Nprobe,
        native.ExpectedRecall,
        native.CalibratedK,
        native.FileBytes);
}
