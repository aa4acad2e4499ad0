namespace Concord.Study;

/// <summary>Colours for groups that are told apart with any colour vision: Okabe and Ito (2008), without the yellow, which white paper swallows.</summary>
internal sealed class Palette
{
    /// <summary>Groups beyond the last colour: drawn alike, and said so in the legend.</summary>
    internal const string Others = "#a9adb5";

    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    private readonly Dictionary<string, int> _places;

    /// <summary>The largest groups get colours, in the order of their names.</summary>
    internal Palette(IEnumerable<string> values)
    {
        var groups = values.GroupBy(value => value, StringComparer.Ordinal).ToList();
        Groups = groups.Count;
        Shown = [.. groups.OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(Colours.Length).Select(group => group.Key).Order(StringComparer.Ordinal)];
        _places = Shown.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
    }

    internal int Groups { get; }

    /// <summary>Groups with a colour of their own.</summary>
    internal IReadOnlyList<string> Shown { get; }

    internal (string Colour, int Shape) Of(string value) => _places.TryGetValue(value, out var place) ? (Colours[place], place) : (Others, 0);
}
