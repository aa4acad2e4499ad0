namespace Concord.Study;

/// <summary>Says when the queries of a derived space are among what its adapter was trained on: then its figures are no evidence.</summary>
internal static class AdapterRule
{
    /// <summary>Null for a model's own space, and where no query was trained on.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="space">The space evaluated.</param>
    /// <param name="all">What may ask, with the splits that are stored.</param>
    /// <param name="set">What asks; a split that was given has replaced the stored one there.</param>
    /// <param name="noun">What a query is.</param>
    internal static string? Warning(Collection collection, Space space, IReadOnlyList<EvaluationTile> all, EvaluationSet set, string noun)
    {
        if (collection.AdapterOf(space)?.Card is not { } card) return null;
        var stored = all.ToDictionary(tile => tile.Id, tile => tile.Split);
        var seen = set.Queries.Count(query => card.Split is null || stored[query.Id] == card.Split);
        if (seen == 0) return null;
        var what = card.Split is null ? $"all labelled {noun}s that there were" : $"split \"{card.Split}\", and {seen} of these {set.Queries.Count} queries are of it";
        return $"The adapter of space {space.Name} was trained on {what}: figures of what it has seen are no evidence. Train with --split, and evaluate with --split.";
    }
}
