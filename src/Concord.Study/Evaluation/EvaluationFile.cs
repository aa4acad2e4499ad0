using System.Globalization;
using System.Text.Json;

namespace Concord.Study;

/// <summary>An evaluation that was kept: the document of <c>concord evaluate --json</c> as far as comparisons need it. Immutable.</summary>
public sealed class EvaluationFile
{
    private const double Rounding = 1e-9;

    private readonly Dictionary<(string Metric, int K), double> _figures = [];

    private EvaluationFile(string path, JsonElement root)
    {
        Path = path;
        Unit = root.TryGetProperty("unit", out var unit) ? unit.GetString()! : "tile";
        Label = root.GetProperty("label").GetString()!;
        Excluded = root.GetProperty("excluded").GetString()!;
        (Queries, Archive) = (root.GetProperty("queries").GetInt32(), root.GetProperty("archive").GetInt32());
        (Split, Exact) = (root.GetProperty("split").GetBoolean(), root.GetProperty("exact").GetBoolean());
        var precision = root.GetProperty("precision_at_k");
        QueriesOfClass = precision.GetProperty("per_class").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetProperty("n").GetInt32(), StringComparer.Ordinal);
        Ks = [.. precision.GetProperty("macro").EnumerateObject().Select(k => int.Parse(k.Name, NumberStyles.None, CultureInfo.InvariantCulture))];
        foreach (var k in Ks) ReadFigures(root, k);
        Records = root.TryGetProperty("per_query", out var records) ? ReadRecords(records) : null;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>What asked: "tile" or "slide".</summary>
    public string Unit { get; }

    public string Label { get; }

    public string Excluded { get; }

    public int Queries { get; }

    public int Archive { get; }

    public bool Split { get; }

    public bool Exact { get; }

    public IReadOnlyList<int> Ks { get; }

    public IReadOnlyDictionary<string, int> QueriesOfClass { get; }

    /// <summary>One a query; null when the file was written without --per-query.</summary>
    public IReadOnlyList<QueryRecord>? Records { get; }

    /// <summary>
    /// Reads a document. Throws <see cref="ConcordArgumentException"/> when the file is something else, holds two evaluations, or its figures do not follow
    /// from its records; <see cref="ConcordNotFoundException"/> for no file.
    /// </summary>
    public static EvaluationFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new ConcordNotFoundException($"{path}: there is no such file");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("baseline", out _))
                throw new ConcordArgumentException($"{path}: it holds two evaluations, written with --against; compare files of one evaluation each");
            var file = new EvaluationFile(path, document.RootElement);
            file.RequireConsistent();
            return file;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or NullReferenceException)
        {
            throw new ConcordArgumentException($"{path}: it is not what \"concord evaluate … --json\" prints ({error.Message.TrimEnd('.')}); write it again", error);
        }
    }

    /// <summary>A figure by the names of <see cref="MetricChange.Metrics"/>.</summary>
    public double Figure(string metric, int k) => _figures[(metric, k)];

    private void ReadFigures(JsonElement root, int k)
    {
        var key = k.ToString(CultureInfo.InvariantCulture);
        foreach (var (metric, member) in new[] { ("precision", "precision_at_k"), ("hit", "hit_at_k"), ("map", "map_at_k"), ("ndcg", "ndcg_at_k") })
            _figures[(metric, k)] = root.GetProperty(member).GetProperty("macro").GetProperty(key).GetDouble();
        var vote = root.GetProperty("majority_vote").GetProperty(key);
        foreach (var metric in new[] { "macro_f1", "accuracy" }) _figures[(metric, k)] = vote.GetProperty(metric).GetDouble();
    }

    private static List<QueryRecord> ReadRecords(JsonElement records)
    {
        var read = records.EnumerateArray().Select(record => new QueryRecord(
            record.GetProperty("query").GetString()!, record.GetProperty("label").GetString()!, record.GetProperty("patient").GetString()!,
            [.. record.GetProperty("found").EnumerateArray().Select(label => label.GetString()!)],
            record.GetProperty("relevant").GetInt32(), record.GetProperty("candidates").GetInt32())).ToList();
        if (read.Any(record => record.Query is null || record.Label is null || record.Patient is null || record.Found.Any(label => label is null))) throw new FormatException("a record of a query holds null");
        if (read.GroupBy(record => record.Query, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new FormatException($"query {twice.Key} has two records");
        return read;
    }

    private void RequireConsistent()
    {
        if (Ks.Count == 0) throw new FormatException("it has no figures");
        if (Records is null) return;
        if (Records.Count != Queries) throw new FormatException($"it has {Records.Count} records of {Queries} queries");
        var figures = new MetricFigures([.. Records.Select(record => record.ToOutcome())], Ks);
        foreach (var (name, value) in figures.Names.Zip(figures.Of(null)))
        {
            if (!(Math.Abs(value - Figure(name.Metric, name.K)) <= Rounding))
                throw new ConcordArgumentException($"{Path}: its {name.Metric} at {name.K} does not follow from its records; it was changed after it was written, so write it again");
        }
    }
}
