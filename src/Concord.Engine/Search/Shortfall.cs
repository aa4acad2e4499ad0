namespace Concord;

/// <summary>Says why an answer has fewer hits than were asked for.</summary>
internal static class Shortfall
{
    /// <summary>What rows are, as one and as many.</summary>
    internal static readonly (string One, string Many) Tiles = ("tile", "tiles"), Series = ("series", "series");

    /// <summary>Null when nothing is missing. An answer is short only because no more rows qualify, never because of approximation.</summary>
    internal static string? Of(SearchRequest request, int found, long rows, (string One, string Many) noun)
    {
        if (found >= request.K) return null;
        if (rows == 0) return $"the space holds no {noun.Many}; {request.K} asked";
        var which = Others(request, plural: found != 1);
        var match = string.IsNullOrWhiteSpace(request.Where) ? found == 1 ? "is there" : "are there" : found == 1 ? "matches" : "match";
        return $"{(found == 0 ? "no" : $"only {found}")} {(found == 1 ? noun.One : noun.Many)}{which} {match}; {request.K} asked";
    }

    private static string Others(SearchRequest request, bool plural)
    {
        if (request.QueryTile is null && request.QueryGroup is null) return "";
        var s = plural ? "s" : "";
        return request.Exclude switch
        {
            Exclusion.Slide => $" of {(plural ? "other" : "another")} slide{s}",
            Exclusion.Case => $" of {(plural ? "other" : "another")} case{s}",
            Exclusion.Patient => $" of {(plural ? "other" : "another")} patient{s}",
            Exclusion.Centre => $" of {(plural ? "other" : "another")} centre{s}",
            _ => request.QueryTile is null ? "" : " but the query",
        };
    }
}
