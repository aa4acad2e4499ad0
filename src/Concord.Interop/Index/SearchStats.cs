namespace Concord.Interop;

/// <summary>
/// How an answer was found. Nprobe: the most lists visited for one query by plan, 0 when every list was; the other counts are summed over
/// queries; ExpectedRecall: null when nprobe was given by hand; DeviceScans: scans of one source for one query that the device finished.
/// </summary>
internal sealed record SearchStats(
    bool Exact, int Nprobe, long ListsTotal, long ListsScanned, long RowsScanned, long RowsTotal, double? ExpectedRecall, long DeviceScans)
{
    internal static SearchStats Of(in NativeSearchStats native) => new(
        native.Exact != 0,
        native.Nprobe,
        native.ListsTotal,
        native.ListsScanned,
        native.RowsScanned,
        native.RowsTotal,
        native.ExpectedRecall < 0 ? null : native.ExpectedRecall,
        native.DeviceQueries);
}
