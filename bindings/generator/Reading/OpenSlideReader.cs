using System.Xml.Linq;
using Concord.Bindings.Model;

namespace Concord.Bindings.Reading;

/// <summary>The calls of OpenSlide that Concord may make, with the types its header gives them.</summary>
internal static class OpenSlideReader
{
    private const string Includes = "/usr/include/openslide";
    private const string Header = "openslide.h";
    private const string Handle = "_openslide";

    /// <summary>Associated images (label, macro) and names of properties are left out on purpose: no code can ask for what has no binding.</summary>
    private static readonly string[] Calls =
    [
        "openslide_close", "openslide_detect_vendor", "openslide_get_error", "openslide_get_level_count", "openslide_get_level_dimensions",
        "openslide_get_level_downsample", "openslide_get_property_value", "openslide_get_version", "openslide_open", "openslide_read_region",
    ];

    public static Abi Read()
    {
        if (!File.Exists(Path.Combine(Includes, Header))) throw new GeneratorException("the headers of OpenSlide are not installed; run ./setup.sh");
        var root = CastXml.Describe(Includes, Header).Root ?? throw new GeneratorException("castxml wrote no description");
        var types = new TypeReader(root, Handle);
        return new Abi(new AbiVersion(0, 0), [], [new AbiHandle(Handle, Header, "")], [], [], [], [.. Calls.Select(name => Function(root, types, name))]);
    }

    private static AbiFunction Function(XElement root, TypeReader types, string name)
    {
        var item = root.Elements("Function").FirstOrDefault(function => (string?)function.Attribute("name") == name)
            ?? throw new GeneratorException($"{Header} declares no {name}");
        return new AbiFunction(name, Header, "", types.Read((string)item.Attribute("returns")!, name),
            [.. item.Elements("Argument").Select(argument => new AbiParameter((string)argument.Attribute("name")!, types.Read((string)argument.Attribute("type")!, name)))]);
    }
}
