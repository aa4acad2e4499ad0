using System.Text.Encodings.Web;
using System.Text.Json;

namespace Concord.Bindings.Model;

/// <summary>The ABI as JSON text, the same bytes for the same ABI on every machine.</summary>
internal static class AbiJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // Quotes and angle brackets of the comments stay readable; the file is never put into a web page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Abi abi) => JsonSerializer.Serialize(abi, Options) + "\n";

    public static Abi Read(string json) =>
        JsonSerializer.Deserialize<Abi>(json, Options) ?? throw new GeneratorException("the ABI file holds no ABI");
}
