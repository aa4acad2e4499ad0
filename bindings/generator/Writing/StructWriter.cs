using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>Structs.g.cs: blittable structs in the header's layout.</summary>
internal static class StructWriter
{
    public static string Write(Abi abi)
    {
        var types = new CSharpTypes(abi);
        var text = SourceText.CSharp("System.Runtime.InteropServices");
        foreach (var type in abi.Structs) Struct(text, types, type);
        return text.ToString();
    }

    private static void Struct(SourceText text, CSharpTypes types, AbiStruct type)
    {
        text.Line();
        text.Doc(type.Doc);
        text.Line($"[StructLayout(LayoutKind.Sequential, Size = {type.Size})]");
        text.Open($"internal unsafe struct {Names.Type(type.Name)}");
        foreach (var field in type.Fields)
        {
            text.Doc(field.Doc);
            text.Line(field.Count > 0
                ? $"internal fixed {types.Raw(field.Type)} {Names.Member(field.Name)}[{field.Count}];"
                : $"internal {types.Raw(field.Type)} {Names.Member(field.Name)};");
        }
        text.Close();
    }
}
