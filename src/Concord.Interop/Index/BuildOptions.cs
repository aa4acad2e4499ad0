namespace Concord.Interop;

/// <summary>How a generation is built; 0 stands for the native default of each number.</summary>
internal sealed record BuildOptions
{
    internal required NativeMetric Metric { get; init; }

    internal required Guid Collection { get; init; }

    /// <summary>0 = chosen from the row count; 1 = flat.</summary>
    internal int Lists { get; init; }

    internal int Threads { get; init; }

    /// <summary>With Lists 0: fewer rows than this make a flat generation.</summary>
    internal long FlatBelow { get; init; }

    internal long TrainingRows { get; init; }

    /// <summary>Of sampling and k-means; the same seed and rows give the same file. Null = the native default.</summary>
    internal ulong? Seed { get; init; }

    internal double TargetRecall { get; init; }

    internal int CalibrationK { get; init; }

    internal int CalibrationQueries { get; init; }

    internal unsafe NativeBuildOptions ToNative()
    {
        var native = Native.BuildOptionsInit();
        native.Metric = (int)Metric;
        native.Lists = Lists;
        native.Threads = Threads;
        native.FlatBelow = FlatBelow;
        native.TrainingRows = TrainingRows;
        native.Seed = Seed ?? native.Seed;
        native.TargetRecall = TargetRecall;
        native.CalibrationK = CalibrationK;
        native.CalibrationQueries = CalibrationQueries;
        CollectionId.Write(Collection, new Span<byte>(native.Collection, CollectionId.Size));
        return native;
    }
}
