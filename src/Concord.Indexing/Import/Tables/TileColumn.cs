namespace Concord.Indexing;

/// <summary>What the columns of a table of tiles mean, by their names: the same for .csv and Parquet.</summary>
internal static class TileColumn
{
    internal const string X = "x", Y = "y", Side = "patch_size", Mpp = "mpp", Slide = "slide", Case = "case", Patient = "patient", Centre = "centre", Split = "split";

    /// <summary>Columns that hold numbers.</summary>
    internal static readonly IReadOnlyList<string> Numbers = [X, Y, Side, Mpp];

    /// <summary>Columns that hold one text a slide.</summary>
    internal static readonly IReadOnlyList<string> Texts = [Slide, Case, Patient, Centre, Split];

    private const string Label = "label", LabelPrefix = "label_";

    /// <summary>The meaning of a column, in small letters and by the one spelling; null when it has none here.</summary>
    internal static string? Known(string name)
    {
        var lower = name.Trim().ToLowerInvariant();
        var one = lower switch { "center" => Centre, "slide_id" => Slide, "patch_size_level0" => Side, _ => lower };
        return Numbers.Contains(one) || Texts.Contains(one) ? one : null;
    }

    /// <summary>The label that a column holds: `label` is one, `label_grade` is the label grade. Null for other columns.</summary>
    internal static string? LabelOf(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Equals(Label, StringComparison.OrdinalIgnoreCase)) return Label;
        return trimmed.Length > LabelPrefix.Length && trimmed.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase) ? trimmed[LabelPrefix.Length..] : null;
    }
}
