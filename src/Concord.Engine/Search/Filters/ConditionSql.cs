using System.Text.Json;

namespace Concord;

/// <summary>A condition as SQL over slides (or tiles, when a label of tiles is spoken of). Values are parameters, never text of the statement.</summary>
internal sealed class ConditionSql
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<LabelLevel>> _labels;
    private readonly List<object?> _values = [];

    private ConditionSql(IReadOnlyDictionary<string, IReadOnlyList<LabelLevel>> labels) => _labels = labels;

    /// <summary>True: Statement yields ids of tiles; false: ids of slides.</summary>
    internal bool OfTiles { get; private set; }

    internal string Statement { get; private set; } = "";

    internal object?[] Values => [.. _values];

    internal static ConditionSql Of(Condition condition, CatalogConnection catalog)
    {
        var sql = new ConditionSql(KnownLabels(catalog));
        foreach (var name in condition.Names) sql.RequireKnown(name);
        sql.OfTiles = condition.Names.Any(n => sql.LevelsOf(n).Contains(LabelLevel.Tile));
        const string slides = "slides s JOIN cases c ON c.id = s.case_id JOIN patients p ON p.id = c.patient";
        var from = sql.OfTiles ? $"SELECT t.id FROM tiles t JOIN {slides.Replace("slides s", "slides s ON s.id = t.slide", StringComparison.Ordinal)}" : $"SELECT s.id FROM {slides}";
        sql.Statement = $"{from} WHERE {sql.Write(condition)}";
        return sql;
    }

    private static Dictionary<string, IReadOnlyList<LabelLevel>> KnownLabels(CatalogConnection catalog)
    {
        var known = new Dictionary<string, IReadOnlyList<LabelLevel>>();
        foreach (var names in catalog.Rows("SELECT DISTINCT name, level FROM labels").GroupBy(r => (string)r[0]!))
            known.Add(names.Key, [.. names.Select(r => (LabelLevel)(long)r[1]!).OrderDescending()]);
        return known;
    }

    private void RequireKnown(string name)
    {
        if (FilterNames.IsBuiltIn(name) || _labels.ContainsKey(name)) return;
        var labels = _labels.Count == 0 ? "the collection has no labels" : $"its labels are {string.Join(", ", _labels.Keys.Order(StringComparer.Ordinal).Take(50))}";
        throw new ConcordArgumentException(
            $"The condition speaks of '{name}', which is no label of the collection: {labels}; {string.Join(", ", FilterNames.BuiltIn)} can be used too.");
    }

    private IReadOnlyList<LabelLevel> LevelsOf(string name) => FilterNames.IsBuiltIn(name) ? [] : _labels[name];

    private string Write(Condition condition) => condition switch
    {
        AllOf all => "(" + string.Join(" AND ", all.Parts.Select(Write)) + ")",
        AnyOf any => "(" + string.Join(" OR ", any.Parts.Select(Write)) + ")",
        NotThat not => $"NOT {Write(not.Part)}",
        Comparison comparison => Write(comparison),
        _ => throw new InvalidOperationException(),
    };

    // IS and IS NOT, and coalesce around the rest: a missing value gives false, never SQL's "unknown", so that "not" means not.
    private string Write(Comparison comparison) => comparison.Kind switch
    {
        ComparisonKind.Equal => $"({Value(comparison.Name)} IS {Parameter(comparison.Values[0])})",
        ComparisonKind.NotEqual => $"({Value(comparison.Name)} IS NOT {Parameter(comparison.Values[0])})",
        ComparisonKind.Like => $"coalesce({Value(comparison.Name)} LIKE {Parameter(comparison.Values[0])}, 0)",
        _ => $"coalesce({Value(comparison.Name)} IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(comparison.Values))})), 0)",
    };

    private string Value(string name)
    {
        if (FilterNames.IsBuiltIn(name)) return FilterNames.Column(name);
        var parameter = Parameter(name);
        var byLevel = LevelsOf(name).Select(level =>
            $"(SELECT value FROM labels WHERE level = {(int)level} AND owner = {Owner(level)} AND name = {parameter})").ToArray();
        return byLevel.Length == 1 ? byLevel[0] : $"coalesce({string.Join(", ", byLevel)})";
    }

    private static string Owner(LabelLevel level) => level switch
    {
        LabelLevel.Tile => "t.id",
        LabelLevel.Slide => "s.id",
        LabelLevel.Case => "c.id",
        _ => "p.id",
    };

    private string Parameter(string value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
