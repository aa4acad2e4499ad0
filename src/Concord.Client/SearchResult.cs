using Concord.Protocol;

namespace Concord.Client;

/// <summary>The answer to a search.</summary>
/// <param name="Hits">Nearest first, or in a plugin's order.</param>
/// <param name="Exact">Whether every row was compared.</param>
/// <param name="Vote">The label that most of the nearest have; null where there is no answer.</param>
/// <param name="Document">All of it, as <c>concord search --json</c> prints it.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, bool Exact, string? Vote, RpcParameters Document)
{
    /// <summary>Id of the plugin whose order it is; null: nearest first.</summary>
    public string? Reranked => Document.Map("reranked")?.TextOrNull("id");

    /// <summary>What the exporter wrote, where one was asked.</summary>
    public ReadOnlyMemory<byte>? Exported => Document.Has("exported") ? Document.Bytes("exported") : null;

    internal static SearchResult Of(RpcParameters document) => new(
        [.. document.Maps("hits").Select(SearchHit.Of)],
        document.Map("search")?.Flag("exact") ?? false,
        document.Map("vote")?.TextOrNull("answer"),
        document);
}

/// <summary>One tile of an answer.</summary>
/// <param name="Rank">1 for the nearest.</param>
/// <param name="Distance">By the space's metric.</param>
/// <param name="Tile">Its id.</param>
/// <param name="Slide">Its slide's name.</param>
/// <param name="Case">Its case.</param>
/// <param name="Labels">Its labels.</param>
public sealed record SearchHit(int Rank, double Distance, long Tile, string Slide, string Case, IReadOnlyDictionary<string, string> Labels)
{
    internal static SearchHit Of(RpcParameters hit)
    {
        var labels = hit.Map("labels");
        return new SearchHit(
            (int)(hit.WholeNumber("rank") ?? 0), hit.Number("distance") ?? 0, hit.WholeNumber("tile") ?? 0, hit.Text("slide"), hit.Text("case"),
            labels?.Names.ToDictionary(name => name, name => labels.TextOrNull(name) ?? "") ?? []);
    }
}
