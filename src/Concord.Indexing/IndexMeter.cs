using System.Diagnostics.Metrics;

namespace Concord.Indexing;

/// <summary>
/// What indexing counts for whoever listens: a meter named "Concord.Indexing", as OpenTelemetry and dotnet-counters collect them. It names no file.
/// </summary>
internal static class IndexMeter
{
    internal const string Name = "Concord.Indexing";

    private static readonly Meter Source = new(Name);

    internal static readonly Counter<long> Tiles = Source.CreateCounter<long>("concord.index.tiles", "{tile}", "Tiles committed");
    internal static readonly Counter<long> Slides = Source.CreateCounter<long>("concord.index.slides", "{slide}", "Slides stored whole");
    internal static readonly Counter<long> Failures = Source.CreateCounter<long>("concord.index.failures", "{slide}", "Slides that failed");
    internal static readonly Counter<long> Dropped = Source.CreateCounter<long>("concord.index.dropped", "{tile}", "Places of grids left out, by reason");
    internal static readonly Histogram<double> SlideSeconds = Source.CreateHistogram<double>("concord.index.slide.duration", "s", "From a slide's opening to its last commit");
}
