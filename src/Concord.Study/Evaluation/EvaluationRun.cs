using System.Diagnostics;

namespace Concord.Study;

/// <summary>An evaluation whose searches are done: its outcomes, and the report that they make.</summary>
internal sealed class EvaluationRun(EvaluationSet set, EvaluationOptions options, IReadOnlyList<QueryOutcome> outcomes)
{
    internal EvaluationOptions Options => options;

    internal IReadOnlyList<QueryOutcome> Outcomes => outcomes;

    internal string SpaceId { get; init; } = "";

    internal bool Exact { get; init; } = true;

    internal double SearchMilliseconds { get; init; }

    internal int BytesPerVector { get; init; }

    internal (long Slides, TimeSpan Took)? Indexing { get; init; }

    internal SearchLoss? Loss { get; init; }

    /// <summary>See <see cref="AdapterRule"/>.</summary>
    internal string? Seen { get; init; }

    /// <summary>Ends the drawing of patients, which takes longer than the search.</summary>
    internal CancellationToken Cancel { get; init; }

    internal static EvaluationRun Of(
        Collection collection, Space space, EvaluationOptions options, IProgress<Progress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        var known = options.Checked();
        var tiles = collection.Tiles(known.Where).Select(tile => EvaluationTile.Of(tile, known.LabelName)).ToList();
        var set = EvaluationSet.Choose(tiles, known);
        progress?.Report(new Progress("evaluate", 0, set.Queries.Count));
        var watch = Stopwatch.StartNew();
        var table = Neighbours(known.Exact);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        var outcomes = Judge(set, known, table.Tiles);
        var loss = known.MeasureLoss && !table.Facts.Exact ? SearchLoss.Of(known.Ks, outcomes, Judge(set, known, Neighbours(true).Tiles)) : null;
        progress?.Report(new Progress("evaluate", set.Queries.Count, set.Queries.Count));
        return new EvaluationRun(set, known, outcomes)
        {
            SpaceId = space.Identity.Id,
            Exact = table.Facts.Exact,
            SearchMilliseconds = elapsed,
            BytesPerVector = space.Dimension * (space.Stored == ElementType.Float16 ? 2 : 4),
            Indexing = collection.IndexingCost(space),
            Loss = loss,
            Seen = AdapterRule.Warning(collection, space, tiles, set, known.Noun),
            Cancel = cancel,
        };

        NeighbourTable Neighbours(bool? exact) => collection.Neighbours(
            space,
            [.. set.Queries.Select(tile => tile.Id)],
            known.Ks[^1],
            known.Exclude,
            known.Where,
            exact,
            set.Archive.Count == tiles.Count ? null : set.Archive.Select(tile => tile.Id).ToHashSet(),
            cancel);
    }

    internal static IReadOnlyList<QueryOutcome> Judge(EvaluationSet set, EvaluationOptions options, IReadOnlyList<long[]> neighbours)
    {
        var archive = set.Archive.ToDictionary(tile => tile.Id);
        var candidates = new Candidates(set.Archive, options.Exclude);
        return [.. set.Queries.Select((query, i) => new QueryOutcome(
            query, [.. neighbours[i].Select(id => archive[id])], candidates.SameLabel(query), candidates.Of(query)))];
    }

    internal EvaluationReport Report()
    {
        var ks = options.Ks;
        var precision = OutcomeFigures.Precision(outcomes, ks);
        var chance = OutcomeFigures.Means(outcomes, [1], (outcome, _) => outcome.Chance);
        var intervals = options.Draws == 0 ? null : Bootstrap().Intervals(precision.All);
        return new EvaluationReport
        {
            Macro = new PrecisionFigures(outcomes.Count, RankFigures.ByK(ks, precision.Macro()), chance.Macro()[0]) { Intervals = Intervals(intervals, 0) },
            Micro = new PrecisionFigures(outcomes.Count, RankFigures.ByK(ks, precision.Micro()), chance.Micro()[0]) { Intervals = Intervals(intervals, 1) },
            PerClass = PerClass(precision, chance, intervals),
            Hit = Figures(RankMetrics.Hit),
            MeanAveragePrecision = Figures(RankMetrics.AveragePrecision),
            Ndcg = Figures(RankMetrics.Ndcg),
            Votes = [.. ks.Select(Vote)],
            CentreBias = CentreBias.Of(outcomes, set.Archive, options.Exclude, ks[^1]),
            Loss = Loss,
            Cost = EvaluationCost.Of(outcomes.Count, SearchMilliseconds, BytesPerVector, Indexing),
            Options = options,
            PerQuery = [.. outcomes.Select(QueryRecord.Of)],
            Queries = set.Queries.Count,
            Archive = set.Archive.Count,
            Patients = set.Queries.Concat(set.Archive).Select(tile => tile.Patient).Distinct().Count(),
            Unlabelled = set.Unlabelled,
            WithFewerThanK = ks.ToDictionary(k => k, k => outcomes.Count(outcome => outcome.Found.Count < k)),
            WithoutCandidates = outcomes.Count(outcome => outcome.Relevant == 0),
            Warnings = [.. Seen is null ? [] : new[] { Seen }, .. PatientRule.Warnings(set, new Candidates(set.Archive, options.Exclude), options)],
            Space = SpaceId,
            Exact = Exact,
            SearchMilliseconds = SearchMilliseconds,
        };
    }

    internal PatientBootstrap Bootstrap() => new([.. outcomes.Select(outcome => outcome.Query.Patient)], options.Draws, options.Seed, Cancel);

    private RankFigures Figures(Func<QueryOutcome, int, double> metric) => RankFigures.Of(OutcomeFigures.Means(outcomes, options.Ks, metric), options.Ks);

    private SortedDictionary<string, PrecisionFigures> PerClass(ClassMeans precision, ClassMeans chance, Interval[]? intervals)
    {
        var classes = new SortedDictionary<string, PrecisionFigures>(StringComparer.Ordinal);
        for (var c = 0; c < precision.Classes.Count; c++)
            classes[precision.Classes[c]] = new(precision.QueriesOf(c), RankFigures.ByK(options.Ks, precision.OfClass(c)), chance.OfClass(c)[0]) { Intervals = Intervals(intervals, 2 + c) };
        return classes;
    }

    /// <summary>Those of one row of <see cref="ClassMeans.All"/>: macro is the first, micro the second, then come the classes.</summary>
    private Dictionary<int, Interval>? Intervals(Interval[]? all, int row) => all is null ? null
        : options.Ks.Select((k, i) => (k, i)).ToDictionary(pair => pair.k, pair => all[(row * options.Ks.Count) + pair.i]);

    private VoteFigures Vote(int k)
    {
        var confusion = OutcomeFigures.Votes(outcomes, k);
        var (truth, answers) = (outcomes.Select(outcome => outcome.Label).ToList(), outcomes.Select(outcome => MajorityVote.Of(outcome, k)).ToList());
        var interval = options.Draws == 0 ? new Interval(double.NaN, double.NaN) : Bootstrap().Intervals(times => [VoteTally.MacroF1(truth, answers, times)])[0];
        return new VoteFigures(k, confusion.MacroF1, confusion.Accuracy, interval, confusion);
    }
}
