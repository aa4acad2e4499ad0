using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.CommandLine;
using Concord.Cli.Plugins;
using Concord.Cli.Queries;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search --fuse</c>, and the query for cases they ask for.</summary>
internal sealed class FuseOptions
{
    /// <summary>Tiles that speak for a case asked by its radiology, spread evenly.</summary>
    private const int MostTiles = 8;

    private readonly Option<bool> _fuse = new("--fuse") { Description = "Look for cases like the query's, by tissue and radiology both: the two rankings are fused" };
    private readonly Option<string?> _scan = new("--scan") { Description = "With --fuse: an image of radiology of a query from outside", HelpName = "FILE" };
    private readonly Option<string?> _contrast = new("--contrast") { Description = "With --scan: only series of this contrast are compared with it", HelpName = "NAME" };
    private readonly Option<string?> _radiology = new("--radiology-space") { Description = "With --fuse: the space of radiology (default: the first)", HelpName = "NAME" };

    internal IEnumerable<Option> All => [_fuse, _scan, _contrast, _radiology];

    internal Option<bool> Fuse => _fuse;

    internal Option Scan => _scan;

    internal bool IsAsked(ParseResult parsed) => parsed.GetValue(_fuse);

    internal IEnumerable<string> Idle(CommandResult result)
    {
        if (result.GetResult(_fuse) is not { Implicit: false })
            return All.Where(option => option != _fuse && result.GetResult(option) is { Implicit: false }).Select(option => $"{option.Name} is of --fuse: give that too.");
        return result.GetResult(_contrast) is not null && result.GetResult(_scan) is null ? ["--contrast is of --scan: give that too."] : [];
    }

    internal Space Space(ParseResult parsed, Collection collection) => SeriesSource.Space(collection, parsed.GetValue(_radiology));

    /// <summary>
    /// What is at hand of the query's case: the query itself, and of the other side what the collection has of the same case, or the --scan.
    /// </summary>
    internal CaseQuery Query(ParseResult parsed, Collection collection, Space tissue, Query? query, CaseQuery request)
    {
        var radiology = Space(parsed, collection);
        var isSeries = query?.Slide?.IsSeries ?? false;
        List<CaseQueryPart> scans = parsed.GetValue(_scan) is { } scan ? [ScanPart(radiology, scan, parsed.GetValue(_contrast))]
            : isSeries ? [new CaseQueryPart(radiology, query!.Vector, query.Tile!.Labels.GetValueOrDefault("contrast"))]
            : query?.Slide is { } slide ? OfCase(collection, radiology, slide.Case) : [];
        List<CaseQueryPart> tiles = query is null ? [] : isSeries ? TilesOf(collection, tissue, query.Slide!.Case) : [new CaseQueryPart(tissue, query.Vector)];
        return request with { Tissue = tiles, Radiology = scans };
    }

    private static CaseQueryPart ScanPart(Space radiology, string scan, string? contrast)
    {
        using var plugins = LoadedPlugins.OnDemand();
        using var embedder = Models.Load(radiology, null, plugins);
        return new CaseQueryPart(radiology, embedder.Embed(SeriesFile.ReadStretched(scan)), contrast);
    }

    private static List<CaseQueryPart> OfCase(Collection collection, Space radiology, string name)
    {
        var held = collection.SlidesIn(radiology).ToHashSet();
        return [.. collection.SeriesItems().Where(item => item.Case == name && held.Contains(item.SlideInfo.Id))
            .Select(item => new CaseQueryPart(radiology, collection.Vector(radiology, item.Id), item.Labels.GetValueOrDefault("contrast")))];
    }

    private static List<CaseQueryPart> TilesOf(Collection collection, Space tissue, string name)
    {
        var held = collection.SlidesIn(tissue).ToHashSet();
        var tiles = collection.Tiles($"case = \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Where(tile => held.Contains(tile.SlideInfo.Id)).ToList();
        var shown = Math.Min(MostTiles, tiles.Count);
        return [.. Enumerable.Range(0, shown).Select(i => tiles[((2 * i) + 1) * tiles.Count / (2 * shown)]).Select(tile => new CaseQueryPart(tissue, collection.Vector(tissue, tile.Id)))];
    }
}
