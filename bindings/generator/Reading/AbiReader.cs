using System.Xml.Linq;
using Concord.Bindings.Model;

namespace Concord.Bindings.Reading;

/// <summary>Joins CastXML's description with the comments of the headers into the ABI.</summary>
internal sealed class AbiReader
{
    private const string Prefix = "concord_";

    private readonly XElement _root;
    private readonly TypeReader _types;
    private readonly Dictionary<string, HeaderText> _headers;

    private AbiReader(XDocument description)
    {
        _root = description.Root ?? throw new GeneratorException("castxml wrote no description");
        _types = new TypeReader(_root);
        _headers = _root.Elements("File")
            .Where(f => File.Exists((string)f.Attribute("name")!))
            .Where(f => Path.GetFileName(Path.GetDirectoryName((string)f.Attribute("name")!)) == "concord")
            .ToDictionary(f => (string)f.Attribute("id")!, f => Load((string)f.Attribute("name")!), StringComparer.Ordinal);
    }

    /// <summary>Reads `header`, given relative to the include folder, and all that it includes from folders named concord.</summary>
    public static Abi Read(string includes, string header) => new AbiReader(CastXml.Describe(includes, header)).Read();

    private static HeaderText Load(string path) => new("concord/" + Path.GetFileName(path), File.ReadAllText(path));

    private Abi Read() => new(
        new AbiVersion(Macro("CONCORD_ABI_MAJOR"), Macro("CONCORD_ABI_MINOR")),
        Sorted(_headers.Values.Select(h => new AbiHeader(h.Name, h.Opening)), h => h.Name),
        Sorted(Named("Struct").Where(IsIncomplete).Select(Handle), h => h.Name),
        Sorted(Named("Enumeration").Select(Enumeration), e => e.Name),
        Sorted(Named("Typedef").Where(t => _types.CallbackOf(t) is not null).Select(Callback), c => c.Name),
        Sorted(Named("Struct").Where(s => !IsIncomplete(s)).Select(Structure), s => s.Name),
        Sorted(Named("Function").Select(Function), f => f.Name));

    private static T[] Sorted<T>(IEnumerable<T> items, Func<T, string> name) => [.. items.OrderBy(name, StringComparer.Ordinal)];

    private IEnumerable<XElement> Named(string kind) => _root.Elements(kind)
        .Where(e => e.Attribute("name")?.Value.StartsWith(Prefix, StringComparison.Ordinal) == true)
        .Where(e => _headers.ContainsKey(e.Attribute("file")?.Value ?? ""));

    private static bool IsIncomplete(XElement item) => item.Attribute("incomplete")?.Value == "1";

    private int Macro(string name) => _headers.Values.Select(h => h.Macro(name)).FirstOrDefault(v => v is not null)
        ?? throw new GeneratorException($"no header defines {name} as a number");

    private static string Name(XElement item) => (string)item.Attribute("name")!;

    private static int Number(XElement item, string attribute) => (int)item.Attribute(attribute)!;

    private HeaderText Header(XElement item) => _headers[(string)item.Attribute("file")!];

    private string Doc(XElement item) => Header(item).DocOf(Number(item, "line"));

    private AbiHandle Handle(XElement item) => new(Name(item), Header(item).Name, Doc(item));

    private AbiEnum Enumeration(XElement item)
    {
        var header = Header(item);
        var line = Number(item, "line");
        return new AbiEnum(Name(item), header.Name, header.Above(line), [.. item.Elements("EnumValue").Select(Value)]);

        AbiEnumValue Value(XElement value) =>
            new(Name(value), Number(value, "init"), header.DocOf(header.LineOf(Name(value), line)));
    }

    private AbiCallback Callback(XElement item)
    {
        var function = _types.CallbackOf(item)!;
        var names = Header(item).CallbackParameters(Name(item));
        var types = function.Elements("Argument").Select(a => _types.Read((string)a.Attribute("type")!, Name(item)));
        return new AbiCallback(Name(item), Header(item).Name, Doc(item), _types.Read((string)function.Attribute("returns")!, Name(item)),
            [.. types.Zip(names, (type, name) => new AbiParameter(name, type))]);
    }

    private AbiStruct Structure(XElement item)
    {
        var members = ((string?)item.Attribute("members") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new AbiStruct(Name(item), Header(item).Name, Header(item).Above(Number(item, "line")),
            Number(item, "size") / 8, Number(item, "align") / 8,
            [.. members.Select(_types.Item).Where(m => m.Name == "Field").Select(f => Field(f, Name(item)))]);
    }

    private AbiField Field(XElement item, string owner)
    {
        var (type, count, size) = _types.ReadField((string)item.Attribute("type")!, $"{owner}.{Name(item)}");
        return new AbiField(Name(item), type, count, Number(item, "offset") / 8, size, Doc(item));
    }

    private AbiFunction Function(XElement item) => new(Name(item), Header(item).Name, Doc(item),
        _types.Read((string)item.Attribute("returns")!, Name(item)),
        [.. item.Elements("Argument").Select(a =>
            new AbiParameter(Name(a), _types.Read((string)a.Attribute("type")!, $"{Name(item)}({Name(a)})")))]);
}
