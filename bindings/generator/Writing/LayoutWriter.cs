using System.Text;
using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>generated_layout.c: lets the plain compiler prove that the ABI file says what the headers say.</summary>
internal static class LayoutWriter
{
    public static string Write(Abi abi)
    {
        var text = new StringBuilder($"/* {Abi.Stamp} */\n#include <stddef.h>\n\n#include \"concord/concord.h\"\n");
        text.Append(Assert($"CONCORD_ABI_MAJOR == {abi.Version.Major} && CONCORD_ABI_MINOR == {abi.Version.Minor}", "ABI version"));
        foreach (var type in abi.Enums) Enum(text, type);
        foreach (var callback in abi.Callbacks) Callback(text, callback);
        foreach (var type in abi.Structs) Struct(text, type);
        text.Append("\n/* Every function has exactly this type. */\n");
        foreach (var function in abi.Functions) Function(text, function);
        return text.ToString();
    }

    private static string Assert(string condition, string message) => $"_Static_assert({condition}, \"{message}\");\n";

    private static void Enum(StringBuilder text, AbiEnum type)
    {
        text.Append($"\n/* {type.Name} */\n");
        foreach (var value in type.Values) text.Append(Assert($"{value.Name} == {value.Value}", value.Name));
    }

    private static void Callback(StringBuilder text, AbiCallback callback) =>
        text.Append($"\n/* {callback.Name} */\n").Append(Assert(
            $"_Generic(({callback.Name})0, {callback.Returns.C} (*)({Parameters(callback.Parameters)}): 1, default: 0)", callback.Name));

    private static void Struct(StringBuilder text, AbiStruct type)
    {
        text.Append($"\n/* {type.Name} */\n").Append(Assert($"sizeof({type.Name}) == {type.Size}", $"{type.Name} size"));
        text.Append(Assert($"_Alignof({type.Name}) == {type.Alignment}", $"{type.Name} alignment"));
        foreach (var field in type.Fields)
        {
            var element = field.Count > 0 ? $"(({type.Name}*)0)->{field.Name}[0]" : $"(({type.Name}*)0)->{field.Name}";
            text.Append(Assert($"offsetof({type.Name}, {field.Name}) == {field.Offset}", $"{type.Name}.{field.Name} offset"));
            text.Append(Assert($"sizeof((({type.Name}*)0)->{field.Name}) == {field.Size}", $"{type.Name}.{field.Name} size"));
            text.Append(Assert($"_Generic(&{element}, {field.Type.C}*: 1, default: 0)", $"{type.Name}.{field.Name} type"));
        }
    }

    private static void Function(StringBuilder text, AbiFunction function) => text.Append(Assert(
        $"_Generic(&{function.Name}, {function.Returns.C} (*)({Parameters(function.Parameters)}): 1, default: 0)", function.Name));

    private static string Parameters(IReadOnlyList<AbiParameter> parameters) =>
        parameters.Count == 0 ? "void" : string.Join(", ", parameters.Select(p => p.Type.C));
}
