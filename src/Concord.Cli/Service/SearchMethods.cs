using System.Runtime.InteropServices;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Cli.Queries;
using Concord.Cli.Verbs;
using Concord.Protocol;
using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>Searches: their answers are the documents of <c>concord search --json</c>.</summary>
internal sealed class SearchMethods(ServedEngine engine)
{
    private const int MostHits = 10_000, MostSlides = 1_000, StandardHits = 10, StandardSlides = 5, StandardPairs = 3;

    internal IEnumerable<ServiceMethod> All =>
    [
        new("embed", Embed),
        new("search", Search),
        new("similar_slides", SimilarSlides),
        new("heatmap", Heatmap),
    ];

    private (Collection Collection, Space Space) Opened(RpcParameters parameters)
    {
        var collection = engine.Collections.Open(parameters.Text("collection"));
        return (collection, collection.Space(parameters.TextOrNull("space")));
    }

    private ServiceReply Embed(ServiceCall call)
    {
        var (collection, space) = Opened(call.Parameters);
        var pixels = QueryParameters.Pixels(call.Parameters.Map("pixels") ?? throw new RpcException("bad_argument", "pixels are missing"));
        var query = QuerySource.FromPixels(collection, space, pixels, engine.Models.For(space, call.Cancel), "the pixels");
        return new ServiceReply(new { dtype = "f32", shape = new[] { query.Vector.Length }, space = space.Name }, ("data", Bytes(query.Vector.ToArray())));
    }

    private ServiceReply Search(ServiceCall call)
    {
        var parameters = call.Parameters;
        var (collection, space) = Opened(parameters);
        var query = QueryParameters.Query(engine, collection, space, parameters, call.Cancel);
        var request = QueryRequest.Of(
            query, parameters.Count("k", StandardHits, 1, MostHits), parameters.TextOrNull("where"), QueryParameters.Excluded(parameters), parameters.TextOrNull("group"), QueryParameters.Exact(parameters));
        var answer = collection.Search(space, request, call.Cancel);
        var vote = Voter(parameters).OfTiles(collection, space, request, answer, call.Cancel);
        var slides = space.Identity.Series is null ? null : collection.Slides().ToLookup(slide => slide.Case);
        var (shown, reranked) = parameters.TextOrNull("rerank") is { } id ? engine.Plugins.Reranked(id, () => PluginAnswers.Hits(collection, space, request, answer), answer, call.Cancel) : (answer, null);
        var document = SearchDocument.From(query, request, shown, vote, slides, reranked);
        return parameters.TextOrNull("export") is { } exporter
            ? new ServiceReply(document, ("exported", engine.Plugins.Exported(exporter, () => PluginAnswers.Hits(collection, space, request, shown), call.Cancel)))
            : new ServiceReply(document);
    }

    private ServiceReply SimilarSlides(ServiceCall call)
    {
        var parameters = call.Parameters;
        var (collection, space) = Opened(parameters);
        var slide = Slide(collection, parameters);
        var asked = new SlideQuery
        {
            Slide = slide.Id,
            K = parameters.Count("k", StandardSlides, 1, MostSlides),
            Where = parameters.TextOrNull("where"),
            Exclude = QueryParameters.Excluded(parameters),
            Exact = QueryParameters.Exact(parameters),
            Ranking = QueryParameters.Word(parameters, "ranking", SlideRanking.Symmetric),
            OnePerCase = parameters.Flag("per_case"),
            Pairs = parameters.Count("pairs", StandardPairs, 0, 1000),
        };
        var answer = collection.SimilarSlides(space, asked, call.Cancel);
        var vote = Voter(parameters).OfSlides(collection, space, asked, answer, call.Cancel);
        return new ServiceReply(SlideDocument.From(slide, asked, answer, vote));
    }

    private ServiceReply Heatmap(ServiceCall call)
    {
        var (collection, space) = Opened(call.Parameters);
        var query = QueryParameters.Query(engine, collection, space, call.Parameters, call.Cancel);
        var map = collection.Heatmap(space, query.Vector, Slide(collection, call.Parameters).Id, call.Cancel);
        return new ServiceReply(HeatmapOutput.Document(query, map), ("data", Bytes([.. map.Distances])));
    }

    /// <summary>By name, or by id as text or number.</summary>
    internal static SlideInfo Slide(Collection collection, RpcParameters parameters) =>
        parameters.IsText("slide") ? SlideOptions.Find(collection, parameters.Text("slide"))
            : collection.Slide(parameters.WholeNumber("slide") ?? throw new RpcException("bad_argument", "slide is missing"));

    /// <summary>Calibration reads the archive, which may take seconds: only where it is asked for.</summary>
    private static LabelVoter Voter(RpcParameters parameters) =>
        new(parameters.TextOrNull("label") ?? "label", parameters.Has("vote") ? parameters.Count("vote", 0, 1, MostHits) : null, parameters.Flag("calibrate"));

    private static byte[] Bytes(float[] elements) => MemoryMarshal.AsBytes<float>(elements).ToArray();
}
