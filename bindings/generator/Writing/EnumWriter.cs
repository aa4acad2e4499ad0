using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>Enums.g.cs: the values of the C enums, and the ABI version the bindings were made for.</summary>
internal static class EnumWriter
{
    public static string Write(Abi abi)
    {
        var text = SourceText.CSharp();
        text.Line();
        text.Line("/// <summary>The ABI version that these bindings describe.</summary>");
        text.Open("internal static class NativeAbi");
        text.Line($"internal const int Major = {abi.Version.Major};");
        text.Line($"internal const int Minor = {abi.Version.Minor};");
        text.Close();
        foreach (var type in abi.Enums) Enum(text, type);
        return text.ToString();
    }

    private static void Enum(SourceText text, AbiEnum type)
    {
        text.Line();
        text.Doc(type.Doc);
        text.Open($"internal enum {Names.Type(type.Name)}");
        foreach (var value in type.Values)
        {
            text.Doc(value.Doc);
            text.Line($"{Names.Value(type, value)} = {value.Value},");
        }
        text.Close();
    }
}
