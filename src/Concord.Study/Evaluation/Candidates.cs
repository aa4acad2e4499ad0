namespace Concord.Study;

/// <summary>Counts, for a query, the archive that its exclusion leaves: how many tiles, and how many of its own class.</summary>
internal sealed class Candidates
{
    private readonly Exclusion _exclusion;
    private readonly int _total;
    private readonly Dictionary<string, int> _byLabel = [];
    private readonly Dictionary<string, int> _byGroup = [];
    private readonly Dictionary<(string Group, string Label), int> _byBoth = [];

    internal Candidates(IReadOnlyList<EvaluationTile> archive, Exclusion exclusion)
    {
        _exclusion = exclusion;
        _total = archive.Count;
        foreach (var tile in archive)
        {
            var group = tile.Group(exclusion);
            Increment(_byLabel, tile.Label!);
            Increment(_byGroup, group);
            Increment(_byBoth, (group, tile.Label!));
        }
    }

    /// <summary>Tiles that may be neighbours of the query.</summary>
    internal int Of(EvaluationTile query) => _total - _byGroup.GetValueOrDefault(query.Group(_exclusion));

    /// <summary>Those among them that share its label.</summary>
    internal int SameLabel(EvaluationTile query) =>
        _byLabel.GetValueOrDefault(query.Label!) - _byBoth.GetValueOrDefault((query.Group(_exclusion), query.Label!));

    /// <summary>The precision that a random order would have.</summary>
    internal double Chance(EvaluationTile query) => Of(query) == 0 ? 0 : (double)SameLabel(query) / Of(query);

    private static void Increment<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
