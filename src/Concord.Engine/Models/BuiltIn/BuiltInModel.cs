using System.Security.Cryptography;

namespace Concord;

/// <summary>The model that is always there: its network is made in memory the first time it is asked for, always the same bytes.</summary>
internal static class BuiltInModel
{
    private static readonly Lazy<Model> Made = new(Make);

    internal static Model Instance => Made.Value;

    internal static IReadOnlyList<string> Problems() =>
        Sha256(StainTextureNetwork.Write()) == Instance.WeightsSha256 ? [] : ["the network made now is not the one made at the start"];

    private static Model Make()
    {
        var bytes = StainTextureNetwork.Write();
        return new Model(BuiltInManifest.Value, "", Sha256(bytes), bytes);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
