using Concord.Cli.Plugins;
using Concord.Cli.Queries;

namespace Concord.Cli.Output;

/// <summary>The document of <c>search --json</c>.</summary>
internal static class SearchDocument
{
    internal static object From(Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, ILookup<string, SlideInfo>? slides, PluginIdentity? reranked) => new
    {
        query = new
        {
            name = query.Name,
            tile = query.Tile?.Id,
            patient = query.Slide?.Patient ?? request.QueryGroup,
            labels = query.Tile?.Labels ?? query.Slide?.Labels,
            region = query.Region is { } region
                ? new { x = region.Place.X, y = region.Place.Y, width = region.Place.Width, height = region.Place.Height, tiles = region.Tiles }
                : null,
            k = request.K,
            where = request.Where,
            exclude = request.Exclude,
        },
        hits = answer.Hits.Select(hit => HitDocument.From(hit, slides?[hit.Case])).ToList(),
        vote = VoteDocument.From(vote),
        search = HitDocument.From(answer.Facts),
        shortfall = answer.Shortfall,
        reranked,
    };
}
