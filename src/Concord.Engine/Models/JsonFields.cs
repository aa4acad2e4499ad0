using System.Text.Json;

namespace Concord;

/// <summary>The members of one JSON object, taken one by one; every failure names the file and the field.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly string _prefix;

    internal JsonFields(JsonElement element, string file, string prefix)
    {
        (File, _prefix) = (file, prefix);
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("", "an object { } is needed");
        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value)) throw Wrong(member.Name, "it stands there twice");
        }
    }

    internal string File { get; }

    internal ConcordArgumentException Wrong(string field, string what) => new($"{File}: field \"{_prefix}{field}\": {what}");

    internal string Text(string field) => OptionalText(field) ?? throw Missing(field);

    internal string? OptionalText(string field)
    {
        if (Take(field) is not { } value) return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(field, "text is needed");
        return string.IsNullOrWhiteSpace(text) ? throw Wrong(field, "it is empty") : text;
    }

    internal string OneOf(string field, IReadOnlyList<string> allowed) => OptionalOneOf(field, allowed) ?? throw Missing(field);

    internal string? OptionalOneOf(string field, IReadOnlyList<string> allowed)
    {
        if (OptionalText(field) is not { } text) return null;
        return allowed.Contains(text) ? text : throw Wrong(field, $"\"{text}\" is unknown; it may be {string.Join(", ", allowed)}");
    }

    internal int Integer(string field, int least, int most) => OptionalInteger(field, least, most) ?? throw Missing(field);

    internal int? OptionalInteger(string field, int least, int most)
    {
        if (Take(field) is not { } value) return null;
        var good = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most;
        return good ? value.GetInt32() : throw Wrong(field, $"{value.GetRawText()} is not a whole number of {least} to {most}");
    }

    internal double? OptionalNumber(string field)
    {
        if (Take(field) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong(field, "a number is needed");
    }

    /// <summary>Three finite numbers, for R, G and B.</summary>
    internal float[] Three(string field)
    {
        var value = Take(field) ?? throw Missing(field);
        var good = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 3
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && float.IsFinite(v.GetSingle()));
        return good ? [.. value.EnumerateArray().Select(v => v.GetSingle())] : throw Wrong(field, "three numbers are needed, for R, G and B");
    }

    internal JsonFields Object(string field) => new(Take(field) ?? throw Missing(field), File, $"{_prefix}{field}.");

    /// <summary>To be called last: a member that nobody asked for is a mistake in the file.</summary>
    internal void RefuseOthers()
    {
        foreach (var name in _members.Keys)
        {
            if (!_taken.Contains(name)) throw Wrong(name, "it is not known");
        }
    }

    private ConcordArgumentException Missing(string field) => Wrong(field, "it is missing");

    private JsonElement? Take(string field)
    {
        _taken.Add(field);
        return _members.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
