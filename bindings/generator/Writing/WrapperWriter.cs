using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>
/// Native.g.cs: one method per function that holds handles open during the call, returns what was created, and throws instead of
/// returning a status.
/// </summary>
internal static class WrapperWriter
{
    public static string Write(Abi abi)
    {
        var text = SourceText.CSharp("System.Runtime.InteropServices");
        text.Line();
        text.Line("/// <summary>The C ABI with statuses turned into exceptions; what each call does is said in native/include/concord.</summary>");
        text.Open("internal static unsafe partial class Native");
        var first = true;
        foreach (var function in abi.Functions)
        {
            if (!first) text.Line();
            first = false;
            Wrapper(text, new Wrapper(abi, function));
        }
        text.Close();
        return text.ToString();
    }

    private static void Wrapper(SourceText text, Wrapper wrapper)
    {
        text.Doc(wrapper.Function.Doc);
        text.Open($"internal static {wrapper.Returns} {Names.Member(wrapper.Function.Name)}({string.Join(", ", wrapper.Parameters)})");
        foreach (var line in wrapper.Before) text.Line(line);
        foreach (var pin in wrapper.Pins) text.Line(pin);
        if (wrapper.Pins.Count > 0) text.Open("");
        foreach (var line in wrapper.Call) text.Line(line);
        if (wrapper.Pins.Count > 0) text.Close();
        text.Close();
    }
}
