namespace Concord.Study;

/// <summary>Macro precision at 1, 3 and 5 before and after an adapter, over repeated draws of subjects: the seed study's experiment, repeated.</summary>
public static class AdapterStudy
{
    /// <summary>The neighbours counted.</summary>
    public static IReadOnlyList<int> Ks { get; } = [1, 3, 5];

    private const int IntervalDraws = 10_000;

    /// <summary>
    /// Each repetition draws subjects and split by its own seed, trains on the training subjects alone (which chooses its epochs by folds among
    /// them) and asks each test subject for its nearest training subjects. Deterministic. Throws <see cref="ConcordArgumentException"/> where the rows do
    /// not hold the design.
    /// </summary>
    /// <param name="space">Of the rows' vectors.</param>
    /// <param name="rows">Labelled vectors with their patients.</param>
    /// <param name="design">Subjects a class, and how many are tested.</param>
    /// <param name="options">Of the training; its seed is replaced by the repetition's.</param>
    /// <param name="repetitions">Seeds 1 to this.</param>
    /// <param name="progress">Repetitions done.</param>
    /// <param name="ct">Cancels between and within repetitions.</param>
    public static AdapterStudyReport Run(
        SpaceIdentity space, AdapterRows rows, SubjectDesign design, AdapterOptions options, int repetitions, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        design.Check();
        if (repetitions < 2) throw new ConcordArgumentException($"{repetitions} repetitions give no interval; at least 2 are needed");
        var trials = new List<AdapterTrial>();
        for (var seed = 1ul; seed <= (ulong)repetitions; seed++)
        {
            ct.ThrowIfCancellationRequested();
            trials.Add(Trial(space, rows, SubjectDraw.Of(rows, design, seed), options with { Seed = seed }, ct));
            progress?.Report(new Progress("repetitions", trials.Count, repetitions));
        }

        return new AdapterStudyReport(trials, [.. Ks.Select((_, at) => Row(trials, at))]);
    }

    private static AdapterTrial Trial(SpaceIdentity space, AdapterRows rows, SubjectDraw draw, AdapterOptions options, CancellationToken ct)
    {
        var (train, test) = (Pick(rows, draw.Train, space.Dimension), Pick(rows, draw.Test, space.Dimension));
        var adapter = AdapterTrainer.Train("study", space, train, options, null, ct);
        var before = Precision(train.Vectors.Span, train.Labels, test.Vectors.Span, test.Labels, space.Metric);
        var after = Precision(adapter.Apply(train.Vectors.Span, 0, ct), train.Labels, adapter.Apply(test.Vectors.Span, 0, ct), test.Labels, space.Metric);
        return new AdapterTrial(options.Seed, adapter.Card.Epochs, before, after);
    }

    private static AdapterRows Pick(AdapterRows rows, IReadOnlyList<int> at, int d)
    {
        var vectors = new float[at.Count * d];
        for (var i = 0; i < at.Count; i++) rows.Vectors.Span.Slice(at[i] * d, d).CopyTo(vectors.AsSpan(i * d));
        return new AdapterRows(vectors, [.. at.Select(row => rows.Labels[row])], [.. at.Select(row => rows.Patients[row])]);
    }

    /// <summary>Macro precision at each K: the mean over the classes that were tested of the mean over their queries.</summary>
    internal static double[] Precision(ReadOnlySpan<float> train, IReadOnlyList<string> trainLabels, ReadOnlySpan<float> test, IReadOnlyList<string> testLabels, Metric metric)
    {
        var d = train.Length / trainLabels.Count;
        var byClass = new SortedDictionary<string, List<double[]>>(StringComparer.Ordinal);
        for (var query = 0; query < testLabels.Count; query++)
        {
            var distances = new double[trainLabels.Count];
            for (var row = 0; row < distances.Length; row++) distances[row] = Distance(test.Slice(query * d, d), train.Slice(row * d, d), metric);
            var nearest = Enumerable.Range(0, distances.Length).OrderBy(row => distances[row]).ThenBy(row => row).Take(Ks[^1]).ToList();
            var label = testLabels[query];
            if (!byClass.TryGetValue(label, out var of)) byClass[label] = of = [];
            of.Add([.. Ks.Select(k => nearest.Take(k).Count(row => trainLabels[row] == label) / (double)k)]);
        }

        return [.. Ks.Select((_, at) => byClass.Values.Average(of => of.Average(precision => precision[at])))];
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Metric metric)
    {
        double product = 0, lengthA = 0, lengthB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            lengthA += (double)a[i] * a[i];
            lengthB += (double)b[i] * b[i];
        }

        return metric == Metric.Cosine ? 1 - (product / Math.Sqrt(Math.Max(lengthA * lengthB, double.Epsilon))) : lengthA + lengthB - (2 * product);
    }

    private static AdapterStudyRow Row(IReadOnlyList<AdapterTrial> trials, int at)
    {
        var changes = trials.Select(trial => trial.After[at] - trial.Before[at]).ToList();
        return new AdapterStudyRow(
            Ks[at], Mean([.. trials.Select(trial => trial.Before[at])]), Mean([.. trials.Select(trial => trial.After[at])]), Mean(changes), changes.Count(change => change > 0));
    }

    /// <summary>The mean over repetitions, and the interval of it by drawing repetitions with replacement.</summary>
    private static MeanInterval Mean(List<double> values)
    {
        var random = new RandomStream(1, stream: 0xB007);
        var means = new double[IntervalDraws];
        for (var draw = 0; draw < means.Length; draw++)
        {
            for (var i = 0; i < values.Count; i++) means[draw] += values[random.Below(values.Count)] / values.Count;
        }

        Array.Sort(means);
        return new MeanInterval(values.Average(), means[(int)(0.025 * IntervalDraws)], means[(int)(0.975 * IntervalDraws)]);
    }
}
