using System.Globalization;
using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>From the names of C to those of C#.</summary>
internal static class Names
{
    private const string Prefix = "concord_";

    // The words of C# that are ordinary names in C headers.
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "base", "bool", "byte", "checked", "delegate", "event", "fixed", "in", "internal", "is", "lock", "namespace", "new", "null", "object",
        "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "string", "this", "throw", "using",
    };

    /// <summary>concord_segment_append → SegmentAppend.</summary>
    public static string Member(string name) => Pascal(name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name);

    /// <summary>concord_search_options → NativeSearchOptions: told apart from the engine's own types.</summary>
    public static string Type(string name) => "Native" + Member(name);

    /// <summary>concord_source → SourceHandle.</summary>
    public static string Handle(string name) => Member(name) + "Handle";

    /// <summary>vectors_nd → vectorsNd.</summary>
    public static string Parameter(string name)
    {
        var pascal = Pascal(name);
        var camel = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    /// <summary>The name of an enum value without the words that all values share: CONCORD_POOL_CLS_MEAN → ClsMean.</summary>
    public static string Value(AbiEnum type, AbiEnumValue value) => Pascal(value.Name[Shared(type).Length..]);

    private static string Shared(AbiEnum type)
    {
        var first = type.Values[0].Name;
        for (var cut = first.LastIndexOf('_'); cut > 0; cut = first.LastIndexOf('_', cut - 1))
            if (type.Values.All(v => v.Name.StartsWith(first[..(cut + 1)], StringComparison.Ordinal))) return first[..(cut + 1)];
        return "";
    }

    private static string Pascal(string name) => string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries)
        .Select(w => char.ToUpper(w[0], CultureInfo.InvariantCulture) + w[1..].ToLowerInvariant()));
}
