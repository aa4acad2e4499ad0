using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Queries;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search</c> that show how near every tile of one slide is, instead of the nearest of all.</summary>
internal sealed class HeatmapOptions
{
    private readonly Option<string?> _png = new("--png") { Description = "With --within: write the heatmap as a picture", HelpName = "FILE" };
    private readonly Option<string?> _geojson = new("--geojson") { Description = "With --within: write the heatmap as tile objects for QuPath", HelpName = "FILE" };

    internal Option<string?> Within { get; } = new("--within") { Description = "How near every tile of this slide is, instead of the nearest of all: a heatmap", HelpName = "NAME|ID" };

    internal IEnumerable<Option> All => [Within, _png, _geojson];

    /// <summary>The files it is to write; null for one that is not asked for.</summary>
    internal IEnumerable<string?> Files(ParseResult parsed) => [parsed.GetValue(_png), parsed.GetValue(_geojson)];

    /// <summary>What does not go together.</summary>
    internal IEnumerable<string> Errors(CommandResult result, bool fused, Option series, Option slide, Option html)
    {
        if (result.GetResult(Within) is null)
        {
            if ((result.GetResult(_png) ?? result.GetResult(_geojson)) is not null) yield return "--png and --geojson show a heatmap: give --within too.";
            yield break;
        }

        if (fused) yield return "--within shows one tile within a slide; --fuse looks for cases. Give one of them.";
        if (result.GetResult(series) is not null) yield return "--within shows a tile within a slide; a series is neither.";
        if (result.GetResult(slide) is not null) yield return "--within shows one tile within a slide: leave out --slide.";
        if (result.GetResult(html) is not null) yield return "A heatmap has no page: use --png or --geojson instead of --html.";
    }

    internal ExitCode Show(ParseResult parsed, Session session, Collection collection, Space space, Query query)
    {
        var map = collection.Heatmap(space, query.Vector, SlideOptions.Find(collection, parsed.GetRequiredValue(Within)!).Id, session.Cancel);
        if (parsed.GetValue(_png) is { } png) HeatmapOutput.WritePng(png, map);
        if (parsed.GetValue(_geojson) is { } geojson) HeatmapOutput.WriteGeoJson(geojson, map, $"{collection.Id:D}/{space.Identity.Id}/{query.Name}");
        session.Answer(HeatmapOutput.Document(query, map), console => HeatmapOutput.Print(console, query, map));
        if (parsed.GetValue(_png) is null) session.Next("add --png heatmap.png to see it");
        return ExitCode.Ok;
    }
}
