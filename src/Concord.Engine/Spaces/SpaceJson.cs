using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord;

internal static class SpaceJson
{
    /// <summary>snake_case members in declaration order, enums by name: the text is hashed, so it may never change.</summary>
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
