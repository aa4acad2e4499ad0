namespace Concord.Study;

/// <summary>
/// Draws patients with replacement, all queries of a patient together: tiles of one patient are no independent witnesses, and intervals drawn
/// over tiles are too narrow (Efron 1979; cluster bootstrap, Davison and Hinkley 1997, 3.8). Percentile intervals of 95 %.
/// </summary>
internal sealed class PatientBootstrap
{
    internal const double Level = 0.95;

    private readonly int[][] _queriesOfPatient;
    private readonly int _queries;
    private readonly int _draws;
    private readonly int _seed;
    private readonly CancellationToken _cancel;

    internal PatientBootstrap(IReadOnlyList<string> patientOfQuery, int draws, int seed, CancellationToken cancel = default)
    {
        (_queries, _draws, _seed, _cancel) = (patientOfQuery.Count, draws, seed, cancel);
        _queriesOfPatient = [.. patientOfQuery.Select((patient, query) => (patient, query))
            .GroupBy(pair => pair.patient, pair => pair.query, StringComparer.Ordinal).Select(group => group.ToArray())];
    }

    internal int Patients => _queriesOfPatient.Length;

    /// <summary>
    /// The interval of each of the figures that `figures` gives for a draw, that is for how often each query counts. Draws in which a figure is NaN, as of
    /// a class none of whose patients was drawn, are left out of its interval.
    /// </summary>
    internal Interval[] Intervals(Func<int[], double[]> figures)
    {
        var random = new Random(_seed);
        var drawn = new List<double[]>(_draws);
        for (var draw = 0; draw < _draws; draw++)
        {
            _cancel.ThrowIfCancellationRequested();
            drawn.Add(figures(Draw(random)));
        }

        return [.. Enumerable.Range(0, drawn[0].Length).Select(i => Interval.Of([.. drawn.Select(values => values[i]).Where(double.IsFinite)], Level))];
    }

    private int[] Draw(Random random)
    {
        var times = new int[_queries];
        for (var i = 0; i < _queriesOfPatient.Length; i++)
        {
            foreach (var query in _queriesOfPatient[random.Next(_queriesOfPatient.Length)]) times[query]++;
        }

        return times;
    }
}
