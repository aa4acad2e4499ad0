using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>All generated files: paths from the repository root, and their text.</summary>
internal static class Outputs
{
    public const string AbiFile = "bindings/abi/concord.abi.json";
    private const string Managed = "src/Concord.Interop/Generated/";

    public static SortedDictionary<string, string> Of(Abi abi, Abi openSlide)
    {
        var outputs = Of(abi);
        outputs.Add(Managed + "OpenSlideCalls.g.cs", OpenSlideWriter.Write(openSlide));
        return outputs;
    }

    /// <summary>Those made from Concord's own headers.</summary>
    public static SortedDictionary<string, string> Of(Abi abi) => new(StringComparer.Ordinal)
    {
        [AbiFile] = AbiJson.Write(abi),
        ["docs/abi.md"] = DocsWriter.Write(abi),
        [Managed + "Enums.g.cs"] = EnumWriter.Write(abi),
        [Managed + "Handles.g.cs"] = HandleWriter.Write(abi),
        [Managed + "Native.g.cs"] = WrapperWriter.Write(abi),
        [Managed + "NativeMethods.g.cs"] = ImportWriter.Write(abi),
        [Managed + "Structs.g.cs"] = StructWriter.Write(abi),
        ["tests/native/layout/generated_layout.c"] = LayoutWriter.Write(abi),
    };
}
