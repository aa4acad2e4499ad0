using Concord.Study;

namespace Concord.Cli.Queries;

/// <summary>Packs of searches for tiles.</summary>
internal static class PackSource
{
    internal static NeighbourPack OfTiles(
        Collection collection, Space space, Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, string label, bool withPaths)
    {
        var asked = new PackQuery(query.Name)
        {
            K = request.K,
            Where = request.Where,
            Exclude = request.Exclude,
            File = query.File is { } file ? Path.GetFullPath(file) : null,
            Place = query.Region is { } region ? Place(region.Place, region.Mpp) : null,
        };
        return NeighbourPacks.OfTiles(collection, space, asked, query.Tile, query.Slide, answer, vote, label, withPaths);
    }

    private static PackPlace Place(SlideRegion region, double mpp) => new((int)region.X, (int)region.Y, (int)region.Width, (int)region.Height, mpp);
}
