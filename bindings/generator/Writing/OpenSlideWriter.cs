using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>OpenSlideCalls.g.cs: function pointers, since the library is found at run time or not at all.</summary>
internal static class OpenSlideWriter
{
    private const string Prefix = "openslide_";

    public static string Write(Abi calls)
    {
        var types = new CSharpTypes(calls);
        var text = SourceText.From("openslide.h", "System.Runtime.InteropServices");
        text.Line();
        text.Doc("The calls of OpenSlide that Concord may make, bound to a library that was loaded. Throws EntryPointNotFoundException where that has not all of them.");
        text.Open("internal sealed unsafe class OpenSlideCalls(nint library)");
        foreach (var function in calls.Functions) Call(text, types, function);
        text.Close();
        return text.ToString();
    }

    private static void Call(SourceText text, CSharpTypes types, AbiFunction function)
    {
        var pointer = types.FunctionPointer(new AbiCallback(function.Name, function.Header, "", function.Returns, function.Parameters));
        var name = Names.Member(function.Name[Prefix.Length..]);
        var field = "_" + char.ToLowerInvariant(name[0]) + name[1..];
        text.Line($"private readonly {pointer} {field} = ({pointer})NativeLibrary.GetExport(library, \"{function.Name}\");");
        text.Line();
        var parameters = function.Parameters.Select(p => $"{types.Raw(p.Type)} {Names.Parameter(p.Name)}");
        text.Line($"internal {types.Raw(function.Returns)} {name}({string.Join(", ", parameters)}) => {field}({string.Join(", ", function.Parameters.Select(p => Names.Parameter(p.Name)))});");
        text.Line();
    }
}
