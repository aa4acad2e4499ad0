using System.Diagnostics;

namespace Concord.Study;

/// <summary>Asks every query tile for its neighbours and counts how many share its label.</summary>
public static class Evaluator
{
    /// <summary>
    /// Evaluates one space of a collection. Throws <see cref="ConcordArgumentException"/> when no tile has the label, when a split is
    /// asked for that the tiles do not have, or when a K is below 1.
    /// </summary>
    public static EvaluationReport Run(
        Collection collection, Space space, EvaluationOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        var known = options.Checked();
        var tiles = collection.Tiles(known.Where).Select(tile => Tile(tile, known.LabelName)).ToList();
        var set = EvaluationSet.Choose(tiles, known);
        progress?.Report(new Progress("evaluate", 0, set.Queries.Count));
        var watch = Stopwatch.StartNew();
        var ids = set.Queries.Select(tile => tile.Id).ToList();
        var archive = set.Archive.Count == tiles.Count ? null : set.Archive.Select(tile => tile.Id).ToHashSet();
        var table = collection.Neighbours(space, ids, known.Ks[^1], known.Exclude, known.Where, known.Exact, archive, cancel);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        progress?.Report(new Progress("evaluate", set.Queries.Count, set.Queries.Count));
        return Measure(set, known, table.Tiles) with { Space = space.Identity.Id, Exact = table.Facts.Exact, SearchMilliseconds = elapsed };
    }

    /// <summary>The figures of a set whose neighbours are known: for each query the ids of its nearest tiles, nearest first.</summary>
    internal static EvaluationReport Measure(EvaluationSet set, EvaluationOptions options, IReadOnlyList<long[]> neighbours)
    {
        var labels = set.Archive.ToDictionary(tile => tile.Id, tile => tile.Label);
        var candidates = new Candidates(set.Archive, options.Exclude);
        var precision = new PrecisionAtK(options.Ks);
        for (var i = 0; i < set.Queries.Count; i++)
        {
            var found = Array.ConvertAll(neighbours[i], id => labels.GetValueOrDefault(id));
            precision.Add(set.Queries[i].Label!, found, candidates.Chance(set.Queries[i]));
        }

        return Report(set, options, precision, candidates);
    }

    private static EvaluationReport Report(EvaluationSet set, EvaluationOptions options, PrecisionAtK precision, Candidates candidates) => new()
    {
        Macro = precision.Macro(),
        Micro = precision.Micro(),
        PerClass = precision.PerClass(),
        Options = options,
        Queries = set.Queries.Count,
        Archive = set.Archive.Count,
        Patients = set.Queries.Concat(set.Archive).Select(tile => tile.Patient).Distinct().Count(),
        Unlabelled = set.Unlabelled,
        WithFewerThanK = precision.WithFewerThanK(),
        WithoutCandidates = set.Queries.Count(query => candidates.SameLabel(query) == 0),
        Warnings = PatientRule.Warnings(set, candidates, options),
        Space = "",
        Exact = true,
        SearchMilliseconds = 0,
    };

    private static EvaluationTile Tile(TileInfo tile, string label) => new(
        tile.Id, tile.Labels.GetValueOrDefault(label), tile.Slide, tile.Case, tile.Patient, tile.Centre, tile.Split);
}
