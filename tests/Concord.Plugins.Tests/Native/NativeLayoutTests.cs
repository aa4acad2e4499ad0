using System.Runtime.InteropServices;

namespace Concord.Plugins.Tests;

/// <summary>The structs of native plugins have in C# the sizes and offsets that the C compiler gives them.</summary>
[Platform(Include = "Linux")]
internal sealed class NativeLayoutTests
{
    private static readonly (string C, Type Managed, string[] Fields)[] Structs =
    [
        ("concord_interface_id", typeof(NativeInterfaceId), ["high", "low"]),
        ("concord_plugin_description", typeof(NativePluginDescription), ["struct_size", "abi_major", "abi_minor", "reserved", "id", "version"]),
        ("concord_host", typeof(NativeHost), ["struct_size", "abi_major", "abi_minor", "reserved", "find"]),
        ("concord_plugin", typeof(NativePluginEntry), ["struct_size", "reserved", "find"]),
        ("concord_log_v1", typeof(NativeLogV1), ["struct_size", "reserved", "write"]),
        ("concord_slide_facts_v1", typeof(NativeSlideFactsV1), ["struct_size", "level_count", "mpp", "objective_power"]),
        ("concord_slide_level_v1", typeof(NativeSlideLevelV1), ["struct_size", "reserved", "width", "height", "downsample"]),
        ("concord_slide_reader_v1", typeof(NativeSlideReaderV1), ["struct_size", "reserved", "recognises", "open", "close", "facts", "level", "read_region"]),
    ];

    [Test]
    public void Structs_InDotNet_AreThoseOfTheHeader()
    {
        using var folder = new TemporaryFolder();
        var asserts = Structs.SelectMany(Asserts);
        var source = folder.Write("layout.c", $"#include <concord_plugin/plugin.h>\n#include <concord_plugin/plugin.h>\n#include <stddef.h>\n{string.Join('\n', asserts)}\nint main(void) {{ return 0; }}\n");
        Repository.Compile(source, folder.At("layout"));
    }

    [Test]
    public void Structs_OneFieldOff_AreFound()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("layout.c", "#include <concord_plugin/plugin.h>\n_Static_assert(sizeof(concord_slide_facts_v1) == 32, \"size\");\nint main(void) { return 0; }\n");
        Assert.That(Repository.Compiles(source, folder.At("layout")), Is.False);
    }

    private static IEnumerable<string> Asserts((string C, Type Managed, string[] Fields) pair)
    {
        var managed = pair.Managed.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic);
        Assert.That(managed.Select(field => field.Name), Is.EqualTo(pair.Fields.Select(Pascal)), pair.C);
        yield return $"_Static_assert(sizeof({pair.C}) == {Marshal.SizeOf(pair.Managed)}, \"{pair.C}\");";
        foreach (var field in pair.Fields) yield return $"_Static_assert(offsetof({pair.C}, {field}) == {Marshal.OffsetOf(pair.Managed, Pascal(field))}, \"{pair.C}.{field}\");";
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
