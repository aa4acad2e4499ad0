namespace Concord.Study.Tests.Evaluation;

/// <summary>
/// The evaluation written down as its definitions say, from vectors to figures, with loops over all tiles and nothing shared with the code under
/// test. Tile i of the list has the i-th smallest id.
/// </summary>
internal sealed class PlainEvaluation
{
    private readonly List<PlainTile> _queries;
    private readonly List<List<PlainTile>> _found = [];
    private readonly List<int> _relevant = [];
    private readonly List<int> _candidates = [];

    internal PlainEvaluation(IReadOnlyList<PlainTile> tiles, Exclusion exclude, bool split)
    {
        var labelled = tiles.Where(tile => tile.Label is not null).ToList();
        _queries = split ? [.. labelled.Where(tile => tile.Split == "test")] : labelled;
        var archive = split ? [.. labelled.Where(tile => tile.Split == "train")] : labelled;
        foreach (var query in _queries)
        {
            var left = archive.Where(tile => !Related(query, tile, exclude)).ToList();
            _found.Add([.. left.Select((tile, place) => (tile, place)).OrderBy(p => Distance(query, p.tile)).ThenBy(p => p.place).Select(p => p.tile)]);
            _candidates.Add(left.Count);
            _relevant.Add(left.Count(tile => tile.Label == query.Label));
        }
    }

    internal IEnumerable<string> Classes => _queries.Select(query => query.Label!).Distinct().Order(StringComparer.Ordinal);

    internal int Queries(string label) => _queries.Count(query => query.Label == label);

    internal double Macro(Func<int, double> figure) => Classes.Average(label => OfClass(label, figure));

    internal double Micro(Func<int, double> figure) => Enumerable.Range(0, _queries.Count).Average(figure);

    internal double OfClass(string label, Func<int, double> figure) => Enumerable.Range(0, _queries.Count).Where(q => _queries[q].Label == label).Average(figure);

    internal double Precision(int q, int k) => _found[q].Take(k).Count(tile => tile.Label == _queries[q].Label) / (double)k;

    internal double Hit(int q, int k) => _found[q].Take(k).Any(tile => tile.Label == _queries[q].Label) ? 1 : 0;

    internal double Chance(int q) => _candidates[q] == 0 ? 0 : (double)_relevant[q] / _candidates[q];

    internal double AveragePrecision(int q, int k)
    {
        var sum = 0.0;
        for (var rank = 1; rank <= Math.Min(k, _found[q].Count); rank++)
            if (_found[q][rank - 1].Label == _queries[q].Label) sum += _found[q].Take(rank).Count(tile => tile.Label == _queries[q].Label) / (double)rank;
        return _relevant[q] == 0 ? 0 : sum / Math.Min(k, _relevant[q]);
    }

    internal double Ndcg(int q, int k)
    {
        double Gain(int rank) => Math.Log(2) / Math.Log(rank + 1);
        var gained = Enumerable.Range(1, Math.Min(k, _found[q].Count)).Where(rank => _found[q][rank - 1].Label == _queries[q].Label).Sum(Gain);
        return _relevant[q] == 0 ? 0 : gained / Enumerable.Range(1, Math.Min(k, _relevant[q])).Sum(Gain);
    }

    internal string? Vote(int q, int k)
    {
        var voters = _found[q].Take(k).Select(tile => tile.Label!).ToList();
        return voters.OrderByDescending(label => voters.Count(other => other == label)).ThenBy(voters.IndexOf).FirstOrDefault();
    }

    internal double Accuracy(int k) => Micro(q => Vote(q, k) == _queries[q].Label ? 1 : 0);

    internal int TakenFor(string label, string? answer, int k) => Enumerable.Range(0, _queries.Count).Count(q => _queries[q].Label == label && Vote(q, k) == answer);

    internal double MacroF1(int k) => Classes.Average(label =>
    {
        var right = TakenFor(label, label, k);
        var said = Enumerable.Range(0, _queries.Count).Count(q => Vote(q, k) == label);
        return right == 0 ? 0 : 2 / ((double)said / right + (double)Queries(label) / right);
    });

    /// <summary>Share of neighbours from the query's centre and robustness index, where both centres are known.</summary>
    internal (double Share, double? Index) Centre(int k)
    {
        var pairs = _queries.SelectMany((query, q) => _found[q].Take(k).Select(found => (query, found))).Where(p => p.query.Centre is not null && p.found.Centre is not null).ToList();
        double otherPlace = pairs.Count(p => p.query.Label == p.found.Label && p.query.Centre != p.found.Centre);
        double otherClass = pairs.Count(p => p.query.Label != p.found.Label && p.query.Centre == p.found.Centre);
        return (pairs.Count(p => p.query.Centre == p.found.Centre) / (double)pairs.Count, otherClass == 0 ? null : otherPlace / otherClass);
    }

    /// <summary>Patients drawn with replacement by writing their queries down as often as they were drawn; 95 % by percentiles.</summary>
    internal (double Low, double High) MacroInterval(int k, int draws, int seed)
    {
        var random = new Random(seed);
        var patients = _queries.Select(query => query.Patient).Distinct().ToList();
        var figures = new List<double>();
        for (var draw = 0; draw < draws; draw++)
        {
            var drawn = patients.Select(_ => patients[random.Next(patients.Count)]).ToList();
            var queries = drawn.SelectMany(patient => Enumerable.Range(0, _queries.Count).Where(q => _queries[q].Patient == patient)).ToList();
            figures.Add(queries.GroupBy(q => _queries[q].Label).Average(c => c.Average(q => Precision(q, k))));
        }

        figures.Sort();
        return (Percentile(figures, 2.5), Percentile(figures, 97.5));
    }

    private static double Percentile(List<double> sorted, double percent)
    {
        var at = percent / 100 * (sorted.Count - 1);
        return ((1 - (at % 1)) * sorted[(int)at]) + (at % 1 * sorted[Math.Min((int)at + 1, sorted.Count - 1)]);
    }

    private static bool Related(PlainTile query, PlainTile other, Exclusion exclude) => ReferenceEquals(query, other) || exclude switch
    {
        Exclusion.Slide => query.Slide == other.Slide,
        Exclusion.Case => query.Case == other.Case,
        Exclusion.Patient => query.Patient == other.Patient,
        Exclusion.Centre => query.Centre is null ? other.Centre is null && query.Patient == other.Patient : query.Centre == other.Centre,
        _ => false,
    };

    private static double Distance(PlainTile a, PlainTile b) => a.Vector.Zip(b.Vector, (x, y) => ((double)x - y) * ((double)x - y)).Sum();
}
