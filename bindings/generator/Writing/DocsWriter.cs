using System.Text;
using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>docs/abi.md: the ABI for people to read, header by header.</summary>
internal static class DocsWriter
{
    public static string Write(Abi abi)
    {
        var text = new StringBuilder($"<!-- {Abi.Stamp} -->\n# Concord C ABI {abi.Version.Major}.{abi.Version.Minor}\n");
        text.Append("\nInclude `concord/concord.h`, link `libconcord`. Sizes and offsets are those of 64-bit machines.\n");
        foreach (var header in abi.Headers.Where(h => Holds(abi, h.Name))) Header(text, abi, header);
        return text.ToString();
    }

    private static bool Holds(Abi abi, string header) => abi.Functions.Any(f => f.Header == header) || abi.Structs.Any(s => s.Header == header)
        || abi.Enums.Any(e => e.Header == header) || abi.Handles.Any(h => h.Header == header);

    private static void Header(StringBuilder text, Abi abi, AbiHeader header)
    {
        text.Append($"\n## {header.Name}\n");
        Prose(text, header.Doc);
        foreach (var handle in abi.Handles.Where(h => h.Header == header.Name)) Title(text, handle.Name, "handle", handle.Doc);
        foreach (var type in abi.Enums.Where(e => e.Header == header.Name)) Enum(text, type);
        foreach (var callback in abi.Callbacks.Where(c => c.Header == header.Name))
        {
            Title(text, callback.Name, "callback", callback.Doc);
            Code(text, $"typedef {callback.Returns.C} (*{callback.Name})({Parameters(callback.Parameters)});");
        }
        foreach (var type in abi.Structs.Where(s => s.Header == header.Name)) Struct(text, type);
        foreach (var function in abi.Functions.Where(f => f.Header == header.Name))
        {
            Title(text, function.Name, "function", "");
            Code(text, $"{function.Returns.C} {function.Name}({Parameters(function.Parameters)});");
            Prose(text, function.Doc);
        }
    }

    private static void Title(StringBuilder text, string name, string kind, string doc)
    {
        text.Append($"\n### {kind} `{name}`\n");
        Prose(text, doc);
    }

    private static void Prose(StringBuilder text, string doc)
    {
        foreach (var paragraph in doc.Split('\n', StringSplitOptions.RemoveEmptyEntries)) text.Append('\n').Append(Escape(paragraph)).Append('\n');
    }

    private static void Code(StringBuilder text, string code) => text.Append($"\n```c\n{code}\n```\n");

    private static void Enum(StringBuilder text, AbiEnum type)
    {
        Title(text, type.Name, "enum", type.Doc);
        text.Append("\n| value | name | meaning |\n|---:|---|---|\n");
        foreach (var value in type.Values) text.Append($"| {value.Value} | `{value.Name}` | {Cell(value.Doc)} |\n");
    }

    private static void Struct(StringBuilder text, AbiStruct type)
    {
        Title(text, type.Name, "struct", type.Doc);
        text.Append($"\n{type.Size} bytes, aligned to {type.Alignment}.\n\n| offset | field | type | meaning |\n|---:|---|---|---|\n");
        foreach (var field in type.Fields)
        {
            var array = field.Count > 0 ? $"[{field.Count}]" : "";
            text.Append($"| {field.Offset} | `{field.Name}` | `{field.Type.C}{array}` | {Cell(field.Doc)} |\n");
        }
    }

    private static string Parameters(IReadOnlyList<AbiParameter> parameters) =>
        parameters.Count == 0 ? "void" : string.Join(", ", parameters.Select(p => $"{p.Type.C} {p.Name}"));

    private static string Cell(string doc) => Escape(doc).Replace("\n", " ", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    // Axes such as n*c and names such as vectors_nd would turn into emphasis, <file> into a tag.
    private static string Escape(string text) => text.Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
