using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>Handles.g.cs: one sealed SafeHandle per opaque struct.</summary>
internal static class HandleWriter
{
    public static string Write(Abi abi)
    {
        var text = SourceText.CSharp("System.Runtime.InteropServices");
        foreach (var handle in abi.Handles) Handle(text, abi, handle);
        return text.ToString();
    }

    private static void Handle(SourceText text, Abi abi, AbiHandle handle)
    {
        var free = handle.Name + "_free";
        if (abi.Functions.All(f => f.Name != free)) throw new GeneratorException($"{handle.Name} has no function {free}");
        var name = Names.Handle(handle.Name);
        text.Line();
        text.Doc(handle.Doc);
        text.Open($"internal sealed class {name} : SafeHandle");
        text.Line($"private {name}(nint address) : base(0, ownsHandle: true) => SetHandle(address);");
        text.Line();
        text.Line("public override bool IsInvalid => handle == 0;");
        text.Line();
        text.Line("/// <summary>Takes over an address that a native call has just handed out.</summary>");
        text.Line($"internal static {name} FromOwned(nint address) => new(address);");
        text.Line();
        text.Open("protected override bool ReleaseHandle()");
        text.Line($"Native.{Names.Member(free)}(handle);");
        text.Line("return true;");
        text.Close();
        text.Close();
    }
}
