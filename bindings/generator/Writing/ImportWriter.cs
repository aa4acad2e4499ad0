using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>NativeMethods.g.cs: the raw imports, private to Native so that no caller can drop a status.</summary>
internal static class ImportWriter
{
    public static string Write(Abi abi)
    {
        var types = new CSharpTypes(abi);
        var text = SourceText.CSharp("System.Runtime.CompilerServices", "System.Runtime.InteropServices");
        text.Line();
        text.Open("internal static unsafe partial class Native");
        text.Open("private static partial class NativeMethods");
        text.Line("// Runs before the first import is bound, so that the resolver chooses and checks the library.");
        text.Line("static NativeMethods() => NativeLibraryResolver.Register();");
        foreach (var function in abi.Functions) Import(text, types, function);
        text.Close();
        text.Close();
        return text.ToString();
    }

    private static void Import(SourceText text, CSharpTypes types, AbiFunction function)
    {
        var marshalling = function.Parameters.Any(p => p.Type.IsText) ? ", StringMarshalling = StringMarshalling.Utf8" : "";
        var parameters = function.Parameters.Select(p => $"{(p.Type.IsText ? "string?" : types.Raw(p.Type))} {Names.Parameter(p.Name)}");
        text.Line();
        text.Line($"[LibraryImport(\"concord\"{marshalling})]");
        text.Line("[UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]");
        text.Line($"internal static partial {types.Raw(function.Returns)} {function.Name}({string.Join(", ", parameters)});");
    }
}
