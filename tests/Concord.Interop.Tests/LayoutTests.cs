using System.Runtime.InteropServices;
using System.Text.Json;

namespace Concord.Interop.Tests;

/// <summary>The C# side of the layout: what the runtime lays out is what the ABI file says, which the C assertions prove of C.</summary>
internal sealed class LayoutTests
{
    private static readonly JsonElement Abi = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "concord.abi.json"))).RootElement;

    private static IEnumerable<string> Structs => Abi.GetProperty("structs").EnumerateArray().Select(s => s.GetProperty("name").GetString()!);

    [TestCaseSource(nameof(Structs))]
    public void Struct_InDotNet_HasSizeAndOffsetsOfC(string name)
    {
        var native = Abi.GetProperty("structs").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
        var managed = typeof(NativeSearchOptions).Assembly.GetType("Concord.Interop.Native" + Pascal(name["concord_".Length..]), true)!;

        Assert.That(Marshal.SizeOf(managed), Is.EqualTo(native.GetProperty("size").GetInt32()));
        foreach (var field in native.GetProperty("fields").EnumerateArray())
        {
            var fieldName = Pascal(field.GetProperty("name").GetString()!);
            Assert.That((int)Marshal.OffsetOf(managed, fieldName), Is.EqualTo(field.GetProperty("offset").GetInt32()), fieldName);
        }
    }

    [Test]
    public void ErrorCodes_PublicAndGenerated_AreTheSame()
    {
        var expected = Enum.GetValues<NativeStatusCode>().Where(c => c != NativeStatusCode.Ok).ToDictionary(c => c.ToString(), c => (int)c);

        Assert.That(Enum.GetValues<ConcordErrorCode>().ToDictionary(c => c.ToString(), c => (int)c), Is.EquivalentTo(expected));
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
