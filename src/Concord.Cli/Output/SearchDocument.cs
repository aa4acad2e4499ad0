using Concord.Cli.Queries;

namespace Concord.Cli.Output;

/// <summary>The document of <c>search --json</c>.</summary>
internal static class SearchDocument
{
    internal static object From(Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, ILookup<string, SlideInfo>? slides) => new
    {
        query = new
        {
            name = query.Name,
            tile = query.Tile?.Id,
            patient = query.Slide?.Patient ?? request.QueryGroup,
            labels = query.Tile?.Labels ?? query.Slide?.Labels,
            k = request.K,
            where = request.Where,
            exclude = request.Exclude,
        },
        hits = answer.Hits.Select(hit => HitDocument.From(hit, slides?[hit.Case])).ToList(),
        vote = VoteDocument.From(vote),
        search = HitDocument.From(answer.Facts),
        shortfall = answer.Shortfall,
    };
}
