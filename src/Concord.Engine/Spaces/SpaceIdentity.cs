using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord;

/// <summary>
/// What makes two vectors comparable: model, weights, preprocessing, pooling, adapter, dimension and metric. Vectors of spaces that
/// differ in any of these are never compared.
/// </summary>
/// <param name="ModelId">Id of the model, as its model.json says.</param>
/// <param name="WeightsSha256">SHA-256 of the model's files, lower-case hex.</param>
/// <param name="Preprocessing">How pixels reach the model.</param>
/// <param name="Pooling">How features become a vector.</param>
/// <param name="Adapter">Id and SHA-256 of the adapter, or null when there is none.</param>
/// <param name="Dimension">Elements a vector.</param>
/// <param name="Metric">How vectors are compared.</param>
public sealed record SpaceIdentity(
    string ModelId, string WeightsSha256, Preprocessing Preprocessing, Pooling Pooling, string? Adapter, int Dimension, Metric Metric)
{
    /// <summary>For spaces of radiology: how series become vectors. Null, and absent from the text that is hashed, for spaces of tissue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesInput? Series { get; init; }

    /// <summary>16 hex digits that name the space: the start of the SHA-256 of <see cref="Canonical"/>.</summary>
    [JsonIgnore]
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)))[..16];

    /// <summary>The identity as JSON with a fixed order of members; equal identities give equal text.</summary>
    [JsonIgnore]
    public string Canonical => JsonSerializer.Serialize(this, SpaceJson.Options);

    public static SpaceIdentity Parse(string canonical) =>
        JsonSerializer.Deserialize<SpaceIdentity>(canonical, SpaceJson.Options)
        ?? throw new FormatException("The identity of a space is empty.");

    /// <summary>Says in words how two spaces differ, one clause a difference; empty when they are the same.</summary>
    public IReadOnlyList<string> DifferencesFrom(SpaceIdentity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var differences = new List<string>();
        Compare("model", ModelId, other.ModelId);
        Compare("weights", Short(WeightsSha256), Short(other.WeightsSha256));
        Compare("preprocessing", Json(Preprocessing), Json(other.Preprocessing));
        Compare("pooling", Json(Pooling), Json(other.Pooling));
        Compare("adapter", Adapter ?? "none", other.Adapter ?? "none");
        Compare("radiology", Series is null ? "none" : Json(Series), other.Series is null ? "none" : Json(other.Series));
        Compare("dimension", $"{Dimension}", $"{other.Dimension}");
        Compare("metric", $"{Metric}", $"{other.Metric}");
        return differences;

        void Compare(string what, string ours, string theirs)
        {
            if (ours != theirs) differences.Add($"{what} {ours} against {theirs}");
        }
    }

    private static string Short(string sha256) => sha256.Length > 12 ? sha256[..12] : sha256;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, SpaceJson.Options);
}
