using Concord.Interop;

namespace Concord;

/// <summary>Trains adapters on labelled vectors.</summary>
public static class AdapterTrainer
{
    /// <summary>
    /// Trains on all rows, for as many epochs as cross-validation by patient finds best: those with the least mean validation loss. The loss, and
    /// not P@K, chooses, since it is smooth: a fold of few rows moves P@K in steps larger than what an epoch changes. Rows kept for testing
    /// must not be among these. Throws <see cref="ConcordArgumentException"/> for rows that nothing can be learnt from.
    /// </summary>
    public static Adapter Train(
        string id, SpaceIdentity space, AdapterRows rows, AdapterOptions options, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var d = rows.Check();
        if (d != space.Dimension) throw new ConcordArgumentException($"The vectors have {d} elements, those of the space {space.Dimension}.");
        if (options.Epochs < 1) throw new ConcordArgumentException($"epochs is {options.Epochs}; it must be at least 1.");
        var classes = rows.Classes;
        var shape = new AdapterShape(options.Architecture, d, options.Hidden, options.Dimension, classes.Length);
        var curve = options.Folds == 0 ? [] : CrossValidate(shape, rows, classes, options, progress, ct);
        var epochs = curve.Length == 0 ? options.Epochs : curve.MinBy(e => e.ValidationLoss)!.Epoch;
        var weights = new Run(shape, classes, options with { Epochs = epochs }).Train(rows, null, "training", progress, ct).Weights;
        return new Adapter(
            new AdapterCard
            {
                Id = id,
                Shape = shape,
                Base = space,
                Classes = [.. classes.Select(c => Describe(rows, c))],
                Options = options,
                Epochs = epochs,
                CrossValidation = curve,
                Date = DateTimeOffset.UtcNow,
                WeightsSha256 = Adapter.Hash(weights),
            },
            weights);
    }

    private static AdapterClass Describe(AdapterRows rows, string label)
    {
        var own = Enumerable.Range(0, rows.Labels.Count).Where(i => rows.Labels[i] == label).ToList();
        return new AdapterClass(label, own.Count, own.Select(i => rows.Patients[i]).Distinct().Count());
    }

    private static AdapterEpoch[] CrossValidate(
        AdapterShape shape, AdapterRows rows, string[] classes, AdapterOptions options, IProgress<Progress>? progress, CancellationToken ct)
    {
        var fold = PatientFolds.Of(rows, options.Folds, options.Seed);
        var curves = new List<Curve>();
        for (var f = 0; f < options.Folds; f++)
        {
            var (inside, outside) = (Rows(f, false), Rows(f, true));
            if (inside.Count == 0 || outside.Count == 0) continue;
            curves.Add(new Run(shape, classes, options).Train(rows.Subset(inside), rows.Subset(outside), $"fold {f + 1} of {options.Folds}", progress, ct));
        }

        return [.. Enumerable.Range(0, options.Epochs).Select(e => new AdapterEpoch(
            e + 1, curves.Average(c => c.Loss[e]), curves.Average(c => c.ValidationLoss[e]), curves.Average(c => c.Accuracy[e])))];

        List<int> Rows(int f, bool held) => [.. Enumerable.Range(0, fold.Length).Where(i => (fold[i] == f) == held)];
    }

    private sealed record Curve(float[] Weights, double[] Loss, double[] ValidationLoss, double[] Accuracy);

    private sealed class Run(AdapterShape shape, string[] classes, AdapterOptions options)
    {
        internal Curve Train(AdapterRows rows, AdapterRows? validation, string stage, IProgress<Progress>? progress, CancellationToken ct)
        {
            var labels = Numbers(rows);
            var (loss, held, accuracy) = (new double[options.Epochs], new double[validation is null ? 0 : options.Epochs], new double[validation is null ? 0 : options.Epochs]);
            ProgressReport? report = progress is null ? null : (done, total) => progress.Report(new Progress(stage, done, total));
            var weights = Interop.Adapters.Train(
                shape.Native, Native(), rows.Vectors.Span, labels, validation is null ? [] : validation.Vectors.Span, validation is null ? [] : Numbers(validation),
                ClassWeights(labels), loss, held, accuracy, report, ct);
            return new Curve(weights, loss, held, accuracy);
        }

        private int[] Numbers(AdapterRows rows) => [.. rows.Labels.Select(label => Array.IndexOf(classes, label))];

        /// <summary>A class that a fold leaves without rows weighs as one that has a single row.</summary>
        private float[] ClassWeights(int[] labels) => options.BalancedClasses
            ? [.. classes.Select((_, c) => labels.Length / ((float)classes.Length * Math.Max(1, labels.Count(l => l == c))))]
            : [];

        private NativeAdapterOptions Native()
        {
            var native = Interop.Native.AdapterOptionsInit();
            (native.Epochs, native.Batch, native.Threads, native.Seed) = (options.Epochs, options.Batch, options.Threads, options.Seed);
            (native.LearningRate, native.WeightDecay) = (options.LearningRate, options.WeightDecay);
            return native;
        }
    }
}
