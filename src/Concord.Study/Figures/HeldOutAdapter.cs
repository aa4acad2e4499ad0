namespace Concord.Study;

/// <summary>Trains an adapter on one part of the patients and measures it on the other: what a report shows of a collection that has no adapter yet.</summary>
public static class HeldOutAdapter
{
    /// <summary>More tiles are thinned evenly: training is seconds then, and the report says so.</summary>
    private const int MostTiles = 2_000;

    /// <summary>With fewer patients a class, neither side has enough to learn from or to measure.</summary>
    private const int LeastPatients = 5;

    private const double TestShare = 0.2;
    private const ulong Seed = 1;

    /// <summary>Null adapter, and the reason in <see cref="EmbeddingPair.Design"/>, where the labels do not hold one.</summary>
    public static EmbeddingPair Run(Collection collection, Space space, string labelName, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        var slides = collection.SlidesIn(space).ToHashSet();
        var all = collection.Tiles().Where(tile => slides.Contains(tile.SlideInfo.Id)).ToList();
        var tiles = Thin(all);
        var vectors = tiles.Count == 0 ? [] : collection.VectorsOf(space, [.. tiles.Select(tile => tile.Id)]);
        var labelled = tiles.Where(tile => tile.Labels.ContainsKey(labelName)).ToList();
        if (WhyNot(labelled, labelName) is { } reason) return new EmbeddingPair { Tiles = tiles, Before = vectors, Design = reason };
        var test = Test(labelled, labelName, out var drawn);
        var train = labelled.Where(tile => !test.Contains(tile.Id)).ToList();
        var rows = new AdapterRows(Of(train), [.. train.Select(tile => tile.Labels[labelName])], [.. train.Select(tile => tile.Patient)]);
        var adapter = AdapterTrainer.Train("report", space.Identity, rows, new AdapterOptions { Seed = Seed }, progress, cancel);
        var after = Scaled(adapter.Apply(vectors, ct: cancel), tiles.Count, space.Identity.Metric);
        var set = new EvaluationSet([.. Judged(labelled, test, true)], [.. Judged(labelled, test, false)], 0);
        return new EmbeddingPair
        {
            Tiles = tiles,
            Before = vectors,
            After = after,
            Trained = train.Select(tile => tile.Id).ToHashSet(),
            Comparison = SpaceComparison.Of(Measure(set, space, vectors), Measure(set, space, after)),
            Design = $"{(drawn ? "Patients were dealt by a fixed seed" : "The split of the labels was used")}: {train.Count} tiles of {rows.Patients.Distinct().Count()} patients trained the adapter "
                + $"({adapter.Card.Epochs} epochs, chosen by folds among these patients alone), {test.Count} tiles of others asked for their nearest among them"
                + (tiles.Count < all.Count ? $"; {tiles.Count} of {all.Count} tiles were taken." : "."),
        };

        float[] Of(List<TileInfo> wanted) => collection.VectorsOf(space, [.. wanted.Select(tile => tile.Id)]);

        EvaluationRun Measure(EvaluationSet of, Space within, float[] all)
        {
            var at = tiles.Select((tile, i) => (tile.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
            var options = new EvaluationOptions { LabelName = labelName }.Checked();
            return new EvaluationRun(of, options, EvaluationRun.Judge(of, options, PlainNeighbours.Find(all, all.Length / tiles.Count, [.. of.Queries.Select(q => at[q.Id])], [.. of.Archive.Select(a => at[a.Id])], within.Identity.Metric, options.Ks[^1])
                .Select(nearest => nearest.Select(row => tiles[row].Id).ToArray()).ToList()));
        }

        IEnumerable<EvaluationTile> Judged(List<TileInfo> of, HashSet<long> asked, bool asks) => of.Where(tile => asked.Contains(tile.Id) == asks).Select(tile => EvaluationTile.Of(tile, labelName));
    }

    /// <summary>As a space would store them.</summary>
    private static float[] Scaled(float[] vectors, int n, Metric metric)
    {
        if (metric != Metric.Cosine) return vectors;
        var d = vectors.Length / n;
        for (var row = 0; row < n; row++)
        {
            var vector = vectors.AsSpan(row * d, d);
            double squares = 0;
            foreach (var element in vector) squares += (double)element * element;
            for (var i = 0; i < d && squares > 0; i++) vector[i] = (float)(vector[i] / Math.Sqrt(squares));
        }

        return vectors;
    }

    private static string? WhyNot(List<TileInfo> labelled, string labelName)
    {
        var patients = labelled.GroupBy(tile => tile.Labels[labelName]).Select(group => group.Select(tile => tile.Patient).Distinct().Count()).ToList();
        if (patients.Count < 2) return $"No adapter was trained: the tiles have {patients.Count} values of \"{labelName}\", and at least 2 are needed.";
        return patients.Min() < LeastPatients ? $"No adapter was trained: a class has {patients.Min()} patients, and at least {LeastPatients} are needed." : null;
    }

    /// <summary>The tiles of split "test" where there is a split of both sides; else those of a fifth of the patients of each class, drawn by a fixed seed.</summary>
    private static HashSet<long> Test(List<TileInfo> labelled, string labelName, out bool drawn)
    {
        var given = labelled.Where(tile => tile.Split == "test").Select(tile => tile.Id).ToHashSet();
        var patientsOfTest = labelled.Where(tile => tile.Split == "test").Select(tile => tile.Patient).ToHashSet(StringComparer.Ordinal);
        drawn = given.Count == 0 || given.Count == labelled.Count || labelled.Any(tile => tile.Split != "test" && patientsOfTest.Contains(tile.Patient));
        if (!drawn) return given;
        var (random, chosen) = (new RandomStream(Seed, stream: 0x7E57), new HashSet<string>(StringComparer.Ordinal));
        foreach (var group in labelled.GroupBy(tile => tile.Labels[labelName]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var patients = group.Select(tile => tile.Patient).Distinct().Order(StringComparer.Ordinal).ToList();
            random.Shuffle(patients);
            chosen.UnionWith(patients.Take(Math.Max(1, (int)(patients.Count * TestShare))));
        }

        return labelled.Where(tile => chosen.Contains(tile.Patient)).Select(tile => tile.Id).ToHashSet();
    }

    private static List<TileInfo> Thin(List<TileInfo> tiles)
    {
        var shown = Math.Min(MostTiles, tiles.Count);
        return [.. Enumerable.Range(0, shown).Select(i => tiles[(int)(((2L * i) + 1) * tiles.Count / (2L * shown))])];
    }
}
