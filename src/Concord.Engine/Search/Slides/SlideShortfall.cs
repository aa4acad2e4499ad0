namespace Concord;

/// <summary>Says why an answer has fewer slides than were asked for.</summary>
internal static class SlideShortfall
{
    internal static string? Of(SlideQuery query, int found, long rows)
    {
        if (found >= query.K) return null;
        if (rows == 0) return $"the space holds no tiles; {query.K} asked";
        var noun = query.OnePerCase ? "case" : "slide";
        var relatives = query.Slide is null && (query.QueryGroup is null || query.Exclude == Exclusion.None) ? ""
            : query.Exclude switch
            {
                Exclusion.None or Exclusion.Slide => " but the query's",
                _ => $" outside the query's {query.Exclude.ToString().ToLowerInvariant()}",
            };
        var verb = string.IsNullOrWhiteSpace(query.Where) ? (found == 1 ? "is there" : "are there") : found == 1 ? "meets the condition" : "meet the condition";
        return $"{(found == 0 ? "no" : $"only {found}")} {noun}{(found == 1 ? "" : "s")}{relatives} {verb}; {query.K} asked";
    }
}
