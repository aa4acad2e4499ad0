namespace Concord.Indexing;

/// <summary>
/// A table with one row a tile, column by column; equal texts are one object, so that millions of rows take little memory. The rows of a slide stand together. Immutable once read.
/// </summary>
/// <param name="path">The feature file, for messages.</param>
/// <param name="rows">Rows of every column.</param>
internal sealed class TileTable(string path, int rows)
{
    private readonly Dictionary<string, double[]> _numbers = [];
    private readonly Dictionary<string, string?[]> _texts = [];
    private readonly Dictionary<string, string?[]> _labels = [];

    internal int Rows => rows;

    /// <summary>Columns that mean nothing here.</summary>
    internal List<string> Unused { get; } = [];

    /// <summary>Adds a column of numbers; NaN where the table says nothing.</summary>
    internal void AddNumbers(string column, double[] values) => Require(_numbers.TryAdd(column, values), column);

    /// <summary>Adds a column of texts; null where the table says nothing.</summary>
    internal void AddTexts(string column, string?[] values) => Require(_texts.TryAdd(column, values), column);

    internal void AddLabel(string label, string?[] values) => Require(_labels.TryAdd(label, values), $"label {label}");

    /// <summary>The slides in order of their rows. Without a column of slides all rows are of the one named.</summary>
    internal IReadOnlyList<FeatureHeader> Slides(string named, int dimension)
    {
        foreach (var column in (string[])[TileColumn.X, TileColumn.Y])
            if (!_numbers.ContainsKey(column)) throw new FeatureFileException(path, $"its table has no column {column}: features without the places of their tiles cannot be shown");
        if (rows == 0) throw new FeatureFileException(path, "it has no tiles");
        var slides = new List<FeatureHeader>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int first = 0, end; first < rows; first = end)
        {
            var name = Name(first, named);
            for (end = first + 1; end < rows && Name(end, named) == name;) end++;
            if (!seen.Add(name)) throw new FeatureFileException(path, $"the rows of slide {name} do not stand together: some come again at row {first}; sort the table, and the vectors with it, by slide");
            slides.Add(Header(name, first, end - first, dimension));
        }

        return slides;
    }

    internal IReadOnlyList<TileSpot> Spots(FeatureHeader slide)
    {
        var own = _labels.Where(label => !slide.Labels.ContainsKey(label.Key)).ToArray();
        var spots = new TileSpot[slide.Rows];
        for (var i = 0; i < spots.Length; i++)
        {
            var row = slide.First + i;
            spots[i] = new TileSpot(Corner(TileColumn.X, row), Corner(TileColumn.Y, row), Side(row)) { Labels = own.Length == 0 ? null : Labels(own, row) };
        }

        return spots;
    }

    private FeatureHeader Header(string name, int first, int count, int dimension) => new(name, count, dimension)
    {
        First = first,
        Mpp = Resolution(name, first, count),
        Case = Shared(TileColumn.Case, name, first, count),
        Patient = Shared(TileColumn.Patient, name, first, count),
        Centre = Shared(TileColumn.Centre, name, first, count),
        Split = Shared(TileColumn.Split, name, first, count),
        Labels = _labels.Where(label => label.Value[first] is not null && !label.Value.AsSpan(first, count).ContainsAnyExcept(label.Value[first])).ToDictionary(label => label.Key, label => label.Value[first]!),
    };

    private string Name(int row, string named) => !_texts.TryGetValue(TileColumn.Slide, out var names) ? named
        : names[row] ?? throw new FeatureFileException(path, $"row {row} of its table names no slide");

    private string? Shared(string column, string slide, int first, int count)
    {
        if (!_texts.TryGetValue(column, out var values)) return null;
        var other = values.AsSpan(first, count).IndexOfAnyExcept(values[first]);
        return other < 0 ? values[first] : throw new FeatureFileException(path, $"slide {slide} has more than one {column}: \"{values[first]}\" and, at row {first + other}, \"{values[first + other]}\"");
    }

    private double? Resolution(string slide, int first, int count)
    {
        if (!_numbers.TryGetValue(TileColumn.Mpp, out var values) || double.IsNaN(values[first])) return null;
        var other = values.AsSpan(first, count).IndexOfAnyExcept(values[first]);
        if (other >= 0) throw new FeatureFileException(path, $"slide {slide} has more than one mpp: {values[first]} and, at row {first + other}, {values[first + other]}");
        return values[first] is > 0 and < 1000 ? values[first] : throw new FeatureFileException(path, $"the mpp of slide {slide} is {values[first]}, which is no resolution in µm a pixel");
    }

    private long Corner(string column, int row)
    {
        var value = _numbers[column][row];
        return double.IsFinite(value) && Math.Abs(value) < 1e15 ? (long)Math.Round(value) : throw new FeatureFileException(path, $"tile {row} has no {column} that is a number");
    }

    private int? Side(int row)
    {
        if (!_numbers.TryGetValue(TileColumn.Side, out var sides) || double.IsNaN(sides[row])) return null;
        return sides[row] is >= 1 and < 1 << 20 ? (int)Math.Round(sides[row]) : throw new FeatureFileException(path, $"tile {row} has the patch size {sides[row]}; 1 to {1 << 20} level-0 pixels are possible");
    }

    private static Dictionary<string, string>? Labels(KeyValuePair<string, string?[]>[] own, int row)
    {
        var labels = own.Where(label => label.Value[row] is not null).ToDictionary(label => label.Key, label => label.Value[row]!);
        return labels.Count == 0 ? null : labels;
    }

    private void Require(bool added, string column)
    {
        if (!added) throw new FeatureFileException(path, $"its table has {column} twice");
    }
}
