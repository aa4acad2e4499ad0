using System.Text.RegularExpressions;
using System.Xml.Linq;
using Concord.Bindings.Model;

namespace Concord.Bindings.Reading;

/// <summary>Turns CastXML's graph of type elements into the spelling of the header, and refuses what the ABI does not allow.</summary>
/// <param name="root">The description.</param>
/// <param name="structs">How the names of structs begin that may be pointed to.</param>
internal sealed partial class TypeReader(XElement root, string structs = TypeReader.Prefix)
{
    private const string Prefix = "concord_";

    private readonly Dictionary<string, XElement> _items =
        root.Elements().Where(e => e.Attribute("id") is not null).ToDictionary(e => (string)e.Attribute("id")!, StringComparer.Ordinal);

    public XElement Item(string id) => _items[id];

    /// <summary>The type `id`; `place` names who asks, for messages.</summary>
    public AbiType Read(string id, string place)
    {
        var levels = new List<bool>();
        var isConst = false;
        for (var item = Item(id); ; item = Item((string)item.Attribute("type")!))
        {
            switch (item.Name.LocalName)
            {
                case "CvQualifiedType": isConst |= (string?)item.Attribute("const") == "1"; break;
                case "PointerType": levels.Insert(0, isConst); isConst = false; break;
                case "ElaboratedType": break;
                case "Typedef" when !IsKept(Name(item)): break;
                default: levels.Insert(0, isConst); return new AbiType(Allowed(item, place), levels);
            }
        }
    }

    /// <summary>The type of a field, the elements of an array (0 for none) and its bytes.</summary>
    public (AbiType Type, int Count, int Size) ReadField(string id, string place)
    {
        var item = Item(id);
        if (item.Name.LocalName != "ArrayType") return (Read(id, place), 0, SizeOf(id));
        var count = (int)item.Attribute("max")! + 1;
        var element = (string)item.Attribute("type")!;
        return (Read(element, place), count, count * SizeOf(element));
    }

    /// <summary>The function type behind a callback's typedef, or null when the typedef names something else.</summary>
    public XElement? CallbackOf(XElement typedef)
    {
        var pointer = Item((string)typedef.Attribute("type")!);
        if (pointer.Name.LocalName != "PointerType") return null;
        var target = Item((string)pointer.Attribute("type")!);
        return target.Name.LocalName == "FunctionType" ? target : null;
    }

    private int SizeOf(string id)
    {
        var item = Item(id);
        while (item.Attribute("size") is null) item = Item((string)item.Attribute("type")!);
        return (int)item.Attribute("size")! / 8;
    }

    private static string Name(XElement item) => (string?)item.Attribute("name") ?? "";

    private static bool IsKept(string typedef) =>
        typedef.StartsWith(Prefix, StringComparison.Ordinal) || FixedWidth().IsMatch(typedef);

    private string Allowed(XElement item, string place)
    {
        var allowed = item.Name.LocalName switch
        {
            "Typedef" => true,
            "Struct" => Name(item).StartsWith(structs, StringComparison.Ordinal),
            "FundamentalType" => Name(item) is "void" or "char" or "float" or "double",
            _ => false,
        };
        return allowed ? Name(item) : throw new GeneratorException(
            $"{place}: {item.Name.LocalName} {Name(item)} may not cross the ABI; use fixed-width integers, float, double, char or a concord_ type");
    }

    [GeneratedRegex("^u?int(8|16|32|64)_t$")]
    private static partial Regex FixedWidth();
}
