using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord.Study;

/// <summary>A pack as bytes: UTF-8 JSON on one line, members in the schema's order, the same for the same answer.</summary>
public static class PackJson
{
    /// <summary>What a pack may have when nobody says: some 30,000 tokens.</summary>
    public const int StandardBytes = 128 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Not put into HTML; umlauts stay readable.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>
    /// Hits are left out from the furthest until the pack has at most `mostBytes`, and the pack says so. Throws <see cref="ConcordArgumentException"/> when it is
    /// too large without any.
    /// </summary>
    public static byte[] Bytes(NeighbourPack pack, int mostBytes = StandardBytes)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var whole = Write(pack);
        if (whole.Length <= mostBytes) return whole;
        var none = Cut(pack, mostBytes, 0);
        if (none.Length > mostBytes)
            throw new ConcordArgumentException($"A pack of this answer has {none.Length} bytes before its first hit; {mostBytes} are allowed. Allow at least {none.Length}.");

        // More hits are more bytes.
        var (fits, exceeds) = (0, pack.Hits.Count);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (Cut(pack, mostBytes, middle).Length <= mostBytes) fits = middle;
            else exceeds = middle;
        }

        return Cut(pack, mostBytes, fits);
    }

    private static byte[] Cut(NeighbourPack pack, int limit, int hits) => Write(pack with
    {
        Hits = [.. pack.Hits.Take(hits)],
        Truncated = new PackTruncation(limit, pack.Hits.Count, hits),
    });

    private static byte[] Write(NeighbourPack pack) => [.. JsonSerializer.SerializeToUtf8Bytes(pack, Options), (byte)'\n'];
}
