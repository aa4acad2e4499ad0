using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Concord.Interop;

namespace Concord;

/// <summary>An adapter on disk: adapter.weights (little-endian float32), adapter.onnx and adapter.json, the card, which is written last.</summary>
public static class AdapterFolder
{
    private const string CardFile = "adapter.json", WeightsFile = "adapter.weights", NetworkFile = "adapter.onnx";

    private static readonly JsonSerializerOptions Json = new(SpaceJson.Options) { WriteIndented = true };

    /// <summary>Files an adapter consists of.</summary>
    internal const int FileCount = 3;

    /// <summary>Writes the adapter; the folder must not hold one. Until the card is there, the folder holds none.</summary>
    public static void Write(string folder, Adapter adapter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(adapter);
        if (Exists(folder)) throw new ConcordAlreadyExistsException($"{folder} holds an adapter already; choose another name.");
        CollectionFolder.CreatePrivate(folder);
        var network = AdapterNetwork.Write(adapter);
        Files.Replace(Path.Combine(folder, WeightsFile), MemoryMarshal.AsBytes(adapter.Weights));
        Files.Replace(Path.Combine(folder, NetworkFile), network);
        var card = adapter.Card with { OnnxSha256 = Convert.ToHexStringLower(SHA256.HashData(network)) };
        Files.Replace(Path.Combine(folder, CardFile), JsonSerializer.SerializeToUtf8Bytes(card, Json));
        Files.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(folder))!);
    }

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, CardFile));

    /// <summary>The folders below `folder` that hold an adapter, in ordinal order of their names.</summary>
    internal static IReadOnlyList<string> Under(string folder) =>
        !Directory.Exists(folder) ? [] : [.. Directory.GetDirectories(folder).Where(Exists).Order(StringComparer.Ordinal)];

    /// <summary>Reads an adapter and checks it; throws <see cref="ConcordCorruptException"/> when its files are not those that the card names.</summary>
    public static Adapter Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Exists(folder)) throw new ConcordNotFoundException($"There is no adapter in {folder}.");
        try
        {
            var card = JsonSerializer.Deserialize<AdapterCard>(File.ReadAllBytes(Path.Combine(folder, CardFile)), Json) ?? throw new JsonException("it is empty");
            if (card.Version != 1) throw new ConcordUnsupportedException($"{folder}: the adapter's card has version {card.Version}; update Concord.");
            var bytes = File.ReadAllBytes(Path.Combine(folder, WeightsFile));
            Require(folder, WeightsFile, bytes, card.WeightsSha256);
            Require(folder, NetworkFile, File.ReadAllBytes(Path.Combine(folder, NetworkFile)), card.OnnxSha256);
            var weights = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            if (weights.Length != card.Shape.WeightCount) throw new ConcordCorruptException($"{folder}: the adapter has {weights.Length} weights, its card asks for {card.Shape.WeightCount}.");
            return new Adapter(card, weights);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or NotSupportedException)
        {
            throw new ConcordCorruptException($"The adapter in {folder} is damaged: {e.Message} Restore it from a copy, or train it again.", e);
        }
    }

    private static void Require(string folder, string file, byte[] bytes, string? sha256)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
            throw new ConcordCorruptException($"{Path.Combine(folder, file)} is damaged: its SHA-256 is not the one in the adapter's card. Restore it from a copy, or train it again.");
    }
}
