using Concord.Bindings.Model;

namespace Concord.Bindings.Checks;

/// <summary>
/// What programs built against an older ABI would trip over. Names count as much as types: two fields of one type that change places
/// leave every offset and type as it was, and break every caller.
/// </summary>
internal static class BreakingChanges
{
    public static IReadOnlyList<string> Find(Abi old, Abi now) =>
    [
        .. Pair(old.Handles, now.Handles, h => h.Name, (_, _) => []),
        .. Pair(old.Enums, now.Enums, e => e.Name, EnumChanges),
        .. Pair(old.Callbacks, now.Callbacks, c => c.Name,
            (a, b) => SignatureChanges(a.Name, a.Returns, a.Parameters, b.Returns, b.Parameters)),
        .. Pair(old.Structs, now.Structs, s => s.Name, StructChanges),
        .. Pair(old.Functions, now.Functions, f => f.Name,
            (a, b) => SignatureChanges(a.Name, a.Returns, a.Parameters, b.Returns, b.Parameters)),
    ];

    private static IEnumerable<string> Pair<T>(
        IEnumerable<T> old, IEnumerable<T> now, Func<T, string> name, Func<T, T, IEnumerable<string>> changes, string owner = "")
    {
        var present = now.ToDictionary(name, StringComparer.Ordinal);
        return old.SelectMany(o => present.TryGetValue(name(o), out var n) ? changes(o, n) : [$"{owner}{name(o)}: removed"]);
    }

    private static IEnumerable<string> EnumChanges(AbiEnum old, AbiEnum now) => Pair(old.Values, now.Values, v => v.Name,
        (a, b) => a.Value == b.Value ? [] : [$"{old.Name}.{a.Name}: was {a.Value}, is {b.Value}"], old.Name + ".");

    private static IEnumerable<string> SignatureChanges(
        string name, AbiType oldReturns, IReadOnlyList<AbiParameter> old, AbiType returns, IReadOnlyList<AbiParameter> now)
    {
        if (!oldReturns.Equals(returns)) yield return $"{name}: returned {oldReturns.C}, returns {returns.C}";
        if (old.Count != now.Count) yield return $"{name}: had {old.Count} parameters, has {now.Count}";
        foreach (var ((a, b), i) in old.Zip(now).Select((pair, i) => (pair, i)))
            if (a.Name != b.Name || !a.Type.Equals(b.Type))
                yield return $"{name}: parameter {i + 1} was {a.Type.C} {a.Name}, is {b.Type.C} {b.Name}";
    }

    private static IEnumerable<string> StructChanges(AbiStruct old, AbiStruct now)
    {
        foreach (var change in Pair(old.Fields, now.Fields, f => f.Name, (a, b) => FieldChanges(old.Name, a, b), old.Name + ".")) yield return change;
        if (old.Alignment != now.Alignment) yield return $"{old.Name}: was aligned to {old.Alignment}, is to {now.Alignment}";
        if (now.Size < old.Size || (now.Size != old.Size && !old.IsSized)) yield return $"{old.Name}: had {old.Size} bytes, has {now.Size}";
        foreach (var added in now.Fields.Where(f => old.Fields.All(o => o.Name != f.Name) && f.Offset < End(old)))
            yield return $"{old.Name}.{added.Name}: new field inside the old ones, at offset {added.Offset}";
    }

    private static IEnumerable<string> FieldChanges(string owner, AbiField old, AbiField now)
    {
        if (old.Offset != now.Offset) yield return $"{owner}.{old.Name}: was at offset {old.Offset}, is at {now.Offset}";
        if (!old.Type.Equals(now.Type) || old.Count != now.Count)
            yield return $"{owner}.{old.Name}: was {Spelled(old)}, is {Spelled(now)}";
    }

    private static int End(AbiStruct type) => type.Fields.Max(f => f.Offset + f.Size);

    private static string Spelled(AbiField field) => field.Count > 0 ? $"{field.Type.C}[{field.Count}]" : field.Type.C;
}
