using System.ComponentModel;
using System.Text;
using Concord.Cli.Output;
using Concord.Cli.Queries;
using Concord.Cli.Service;
using Concord.Cli.Verbs;
using Concord.Study;

namespace Concord.Cli.Mcp;

/// <summary>
/// The tools. Each opens nothing for writing, answers with JSON of bounded size, and throws what <see cref="GuardedTool"/> turns into an error.
/// </summary>
internal sealed class SearchTools(AllowedCollections collections, AllowedFiles files, ServedModels models, bool withPaths)
{
    private const int MostHits = 50, MostSlides = 20, MostListed = 100, MostValues = 50, MostBytes = 64 * 1024, NearestShown = 10;

    private const string CollectionHelp = "Name of a collection, from list_collections";
    private const string WhereHelp = "Condition that hits meet, such as: label = \"viable\" and centre != \"A\". Names are labels, case, slide, centre, split";
    private const string ExcludeHelp = "Relatives of the query that are left out: none, slide, case, patient (default) or centre";
    private const string LabelHelp = "The label that the nearest vote on (default: label)";

    /// <summary>A message without the folders that files and collections lie in.</summary>
    internal string Plain(string message) => withPaths ? message
        : files.Roots.Concat(collections.All().Select(entry => Path.GetDirectoryName(entry.Path)!)).Distinct().OrderByDescending(folder => folder.Length)
            .Aggregate(message, (text, folder) => text.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    /// <summary>Name, title and method of each tool that is offered.</summary>
    internal IEnumerable<(string Name, string Title, Delegate Method)> Offered(bool withFiles)
    {
        yield return ("list_collections", "List collections", ListCollections);
        yield return ("describe_collection", "Describe a collection", DescribeCollection);
        yield return ("search_by_tile", "Tiles like a tile", SearchByTile);
        if (withFiles) yield return ("search_by_image", "Tiles like an image or a region of a slide", SearchByImage);
        yield return ("similar_slides", "Slides like a slide", SimilarSlides);
        yield return ("neighbour_pack", "Neighbours with evidence and radiology", Pack);
        yield return ("heatmap_summary", "Where in a slide a tile's like lies", Heatmap);
    }

    [Description("The collections that can be searched, with their sizes.")]
    private string ListCollections()
    {
        var all = collections.All();
        return Json.Text(new { collections = all.Take(MostListed).Select(entry => Listed(entry.Name)).ToList(), not_shown = Math.Max(0, all.Count - MostListed) });
    }

    [Description("What a collection holds: spaces (what its vectors are), labels with their values and how often each occurs, centres.")]
    private string DescribeCollection([Description(CollectionHelp)] string collection)
    {
        var info = collections.Open(collection).Info();
        return Json.Text(new
        {
            name = collection,
            id = info.Id,
            patients = info.Patients,
            cases = info.Cases,
            slides = info.Slides,
            tiles = info.Tiles,
            series = info.Series,
            labels = info.Labels.Take(MostListed).ToDictionary(label => label.Key, label => Counts(label.Value)),
            centres = Counts(info.Centres),
            spaces = info.Spaces.Take(MostListed).Select(CollectionDocument.From).ToList(),
        });
    }

    [Description("The tiles most like a tile of the collection, nearest first, with labels and a vote on one of them.")]
    private string SearchByTile(
        [Description(CollectionHelp)] string collection, [Description("Id of the tile")] long tile, [Description("Hits wanted, 1 to 50")] int k = 10,
        [Description(WhereHelp)] string? where = null, [Description(ExcludeHelp)] string exclude = "patient", [Description(LabelHelp)] string label = "label",
        [Description("Name of a space (default: the first)")] string? space = null, CancellationToken cancel = default) =>
        Brief(TilesLike(collection, space, (from, within) => QuerySource.FromTile(from, within, tile), k, where, exclude, label, cancel));

    [Description("The tiles most like an image, or like a region of a whole slide (x, y, width, height in level-0 pixels), of a file below the server's folders.")]
    private string SearchByImage(
        [Description(CollectionHelp)] string collection, [Description("Path of the file, relative to one of the server's folders")] string file,
        [Description("Left edge of the region")] long? x = null, [Description("Top edge")] long? y = null, [Description("Width")] long? width = null, [Description("Height")] long? height = null,
        [Description("Micrometres a level-0 pixel, where the slide does not say")] double? mpp = null, [Description("Hits wanted, 1 to 50")] int k = 10,
        [Description(WhereHelp)] string? where = null, [Description(ExcludeHelp)] string exclude = "patient", [Description(LabelHelp)] string label = "label",
        [Description("Name of a space (default: the first)")] string? space = null, CancellationToken cancel = default)
    {
        var path = files.Find(file);
        var given = new[] { x, y, width, height }.Count(number => number is not null);
        if (given is not (0 or 4)) throw new ConcordArgumentException("A region needs all of x, y, width and height.");
        return Brief(TilesLike(collection, space, (from, within) => given == 0 ? QuerySource.FromImage(from, within, path, null, models.For(within))
            : QuerySource.FromRegion(from, within, path, new SlideRegion(x!.Value, y!.Value, width!.Value, height!.Value), mpp, models.For(within)), k, where, exclude, label, cancel));
    }

    [Description("The slides most like a slide of the collection, by the median of minimum distances between their tiles, with a vote on a label.")]
    private string SimilarSlides(
        [Description(CollectionHelp)] string collection, [Description("Name or id of the slide")] string slide, [Description("Slides wanted, 1 to 20")] int k = 5,
        [Description(WhereHelp)] string? where = null, [Description(ExcludeHelp)] string exclude = "patient", [Description(LabelHelp)] string label = "label",
        [Description("Name of a space (default: the first)")] string? space = null, CancellationToken cancel = default) =>
        Brief(SlidesLike(collection, space, slide, k, 0, where, exclude, label, cancel));

    [Description("All there is to say of the neighbours of a tile or of a slide (give one of them): places, evidence, linked radiology, vote. The schema is Concord's docs/pack.md.")]
    private string Pack(
        [Description(CollectionHelp)] string collection, [Description("Id of a tile")] long? tile = null, [Description("Name or id of a slide")] string? slide = null,
        [Description("Hits wanted, 1 to 20")] int k = 5, [Description(WhereHelp)] string? where = null, [Description(ExcludeHelp)] string exclude = "patient",
        [Description(LabelHelp)] string label = "label", [Description("Name of a space (default: the first)")] string? space = null, CancellationToken cancel = default)
    {
        if (tile is null == slide is null) throw new ConcordArgumentException("Give a tile or a slide, one of them.");
        Within(k, MostSlides);
        var pack = slide is not null ? SlidesLike(collection, space, slide, k, 3, where, exclude, label, cancel)
            : TilesLike(collection, space, (from, within) => QuerySource.FromTile(from, within, tile!.Value), k, where, exclude, label, cancel);
        return Text(pack);
    }

    [Description("How far the tiles of a slide lie from a tile: least, quartiles, greatest, and the nearest ten with their places.")]
    private string Heatmap(
        [Description(CollectionHelp)] string collection, [Description("Id of the tile that is looked for")] long tile, [Description("Name or id of the slide that is looked at")] string slide,
        [Description("Name of a space (default: the first)")] string? space = null, CancellationToken cancel = default)
    {
        var from = collections.Open(collection);
        var within = from.Space(space);
        var map = from.Heatmap(within, from.Vector(within, tile), SlideOptions.Find(from, slide).Id, cancel);
        var sorted = map.Distances.Order().ToArray();
        return Json.Text(new
        {
            tile,
            slide_id = map.Slide.Id,
            mpp = map.Slide.Mpp,
            tiles = map.Tiles.Count,
            distances = new { least = sorted[0], first_quartile = sorted[(sorted.Length - 1) / 4], median = sorted[(sorted.Length - 1) / 2], third_quartile = sorted[3 * (sorted.Length - 1) / 4], greatest = sorted[^1] },
            nearest = Enumerable.Range(0, map.Tiles.Count).OrderBy(i => map.Distances[i]).ThenBy(i => map.Tiles[i].Id).Take(NearestShown)
                .Select(i => new { tile = map.Tiles[i].Id, distance = map.Distances[i], x = map.Tiles[i].X, y = map.Tiles[i].Y, width = map.Tiles[i].Width, height = map.Tiles[i].Height }),
        });
    }

    private NeighbourPack TilesLike(
        string collection, string? space, Func<Collection, Space, Query> ask, int k, string? where, string exclude, string label, CancellationToken cancel)
    {
        Within(k, MostHits);
        var relatives = Excluded(exclude);
        var from = collections.Open(collection);
        var within = from.Space(space);
        var query = ask(from, within);
        var request = QueryRequest.Of(query, k, where, relatives);
        var answer = from.Search(within, request, cancel);
        var vote = new LabelVoter(label, null, Calibrated: true).OfTiles(from, within, request, answer, cancel);
        return PackSource.OfTiles(from, within, query, request, answer, vote, label, withPaths);
    }

    private NeighbourPack SlidesLike(string collection, string? space, string slide, int k, int pairs, string? where, string exclude, string label, CancellationToken cancel)
    {
        Within(k, MostSlides);
        var from = collections.Open(collection);
        var within = from.Space(space);
        var query = SlideOptions.Find(from, slide);
        var asked = new SlideQuery { Slide = query.Id, K = k, Pairs = pairs, Where = where, Exclude = Excluded(exclude) };
        var answer = from.SimilarSlides(within, asked, cancel);
        var vote = new LabelVoter(label, null, Calibrated: true).OfSlides(from, within, asked, answer, cancel);
        return NeighbourPacks.OfSlides(from, within, query, asked, answer, vote, label, withPaths);
    }

    private object Listed(string name)
    {
        try
        {
            var info = collections.Open(name).Info();
            return new { name, patients = info.Patients, slides = info.Slides, tiles = info.Tiles, series = info.Series, labels = info.Labels.Keys.Take(MostValues) };
        }
        catch (ConcordException e)
        {
            return new { name, problem = e.Code.ToString() };
        }
    }

    /// <summary>The most frequent values; of a label with a value for each slide not all can be told.</summary>
    private static object Counts(IReadOnlyDictionary<string, long> counts) => new
    {
        values = counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(MostValues).ToDictionary(count => count.Key, count => count.Value),
        not_shown = Math.Max(0, counts.Count - MostValues),
    };

    private static void Within(int k, int most)
    {
        if (k < 1 || k > most) throw new ConcordArgumentException($"k is {k}; it must be 1 to {most}.");
    }

    private static Exclusion Excluded(string word) => Enum.TryParse<Exclusion>(word, ignoreCase: true, out var exclusion) && Enum.IsDefined(exclusion) && !char.IsDigit(word[0])
        ? exclusion : throw new ConcordArgumentException($"exclude cannot be \"{word}\"; use none, slide, case, patient or centre.");

    /// <summary>The same document without evidence and radiology, which neighbour_pack has.</summary>
    private static string Brief(NeighbourPack pack) => Text(pack with { Contrasts = [], Hits = [.. pack.Hits.Select(hit => hit with { Evidence = null, Series = [] })] });

    private static string Text(NeighbourPack pack) => Encoding.UTF8.GetString(PackJson.Bytes(pack, MostBytes));
}
