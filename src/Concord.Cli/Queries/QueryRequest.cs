namespace Concord.Cli.Queries;

/// <summary>The request of a query: one rule for the command line, the pipe and a language model's tools on whose relatives are left out.</summary>
internal static class QueryRequest
{
    /// <summary>What is not known cannot be left out: then the request excludes nothing, and says so by its <see cref="SearchRequest.Exclude"/>.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="k">Hits wanted.</param>
    /// <param name="where">A condition on hits, or null.</param>
    /// <param name="exclude">Relatives to leave out.</param>
    /// <param name="group">Whose relative the query is in the sense of <paramref name="exclude"/>, where the collection does not know that; or null.</param>
    /// <param name="exact">See <see cref="SearchRequest.Exact"/>.</param>
    internal static SearchRequest Of(Query query, int k, string? where, Exclusion exclude, string? group = null, bool? exact = null)
    {
        var relatives = query.Tile is null ? query.Group(exclude) ?? group : null;
        return new SearchRequest
        {
            Vector = query.Vector,
            K = k,
            Where = where,
            Exclude = query.Tile is not null || relatives is not null ? exclude : Exclusion.None,
            QueryTile = query.Tile?.Id,
            QueryGroup = relatives,
            Exact = exact,
        };
    }
}
