using System.Runtime.InteropServices;
using Concord.Protocol;

namespace Concord.Client;

public sealed partial class ConcordClient
{
    /// <summary>The nearest tiles to a vector: f32 elements of <see cref="SearchOptions.VectorSpace"/>.</summary>
    public Task<SearchResult> Search(string collection, ReadOnlyMemory<float> vector, SearchOptions? options = null, CancellationToken ct = default) =>
        Search(collection, "vector", Vector(vector, options?.VectorSpace), options, ct);

    /// <summary>The nearest tiles to pixels: 8-bit R G B, height × width × 3 bytes.</summary>
    public Task<SearchResult> Search(string collection, PixelData pixels, SearchOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return Search(collection, "pixels", Pixels(pixels), options, ct);
    }

    /// <summary>The nearest tiles to a tile of the collection.</summary>
    public Task<SearchResult> Search(string collection, long tile, SearchOptions? options = null, CancellationToken ct = default) =>
        Search(collection, "tile", tile, options, ct);

    /// <summary>The vector of pixels, as the collection's model makes it.</summary>
    public async Task<float[]> Embed(string collection, PixelData pixels, string? space = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var result = await Call("embed", new RequestMap().Add("collection", collection).Add("space", space).Add("pixels", Pixels(pixels)), ct: ct).ConfigureAwait(false);
        return MemoryMarshal.Cast<byte, float>(result.Bytes("data").Span).ToArray();
    }

    /// <summary>A tile's picture, at most `side` pixels a side; `context` 3 shows as much around it on each side.</summary>
    public async Task<PixelData> Tile(string collection, long tile, int side = 256, double context = 1, CancellationToken ct = default) =>
        Pixels(await Call("tile", new RequestMap().Add("collection", collection).Add("tile", tile).Add("side", side).Add("context", context), ct: ct).ConfigureAwait(false));

    /// <summary>Starts indexing of files below the engine's roots; the job's id.</summary>
    public async Task<string> StartIndexing(string collection, IReadOnlyList<string> paths, RequestMap? options = null, CancellationToken ct = default) =>
        (await Call("index.start", (options ?? new RequestMap()).Add("collection", collection).Add("paths", paths), ct: ct).ConfigureAwait(false)).Text("job");

    /// <summary>Goes on with a job that was cancelled, failed, or was interrupted by the engine's end.</summary>
    public Task ResumeIndexing(string job, CancellationToken ct = default) => Call("index.resume", new RequestMap().Add("job", job), ct: ct);

    /// <summary>The engine's plugins: id, version, kind, state, reason and more, as docs/protocol.md has them.</summary>
    public async Task<IReadOnlyList<RpcParameters>> Plugins(CancellationToken ct = default) => (await Call("plugins.list", ct: ct).ConfigureAwait(false)).Maps("plugins");

    /// <summary>Loads a plugin again, out of quarantine too; without an id looks at the whole store.</summary>
    public async Task<IReadOnlyList<RpcParameters>> ReloadPlugins(string? plugin = null, CancellationToken ct = default) =>
        (await Call("plugins.reload", new RequestMap().Add("plugin", plugin), ct: ct).ConfigureAwait(false)).Maps("plugins");

    private async Task<SearchResult> Search(string collection, string kind, object query, SearchOptions? options, CancellationToken ct)
    {
        var asked = options ?? new SearchOptions();
        var map = new RequestMap().Add("collection", collection).Add("space", asked.Space).Add(kind, query).Add("k", asked.K).Add("where", asked.Where)
            .Add("exclude", asked.Exclude).Add("group", asked.Group).Add("mode", asked.Mode).Add("label", asked.Label).Add("rerank", asked.Rerank).Add("export", asked.Export);
        return SearchResult.Of(await Call("search", map, ct: ct).ConfigureAwait(false));
    }

    private static RequestMap Vector(ReadOnlyMemory<float> vector, string? space) =>
        new RequestMap().Add("dtype", "f32").Add("shape", new[] { vector.Length }).Add("data", MemoryMarshal.AsBytes(vector.Span).ToArray()).Add("space", space);

    private static RequestMap Pixels(PixelData pixels) => new RequestMap().Add("width", pixels.Width).Add("height", pixels.Height).Add("data", pixels.Rgb);

    private static PixelData Pixels(RpcParameters result) => new((int)result.WholeNumber("width")!, (int)result.WholeNumber("height")!, result.Bytes("data").ToArray());
}
