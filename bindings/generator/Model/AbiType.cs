using System.Text.Json.Serialization;

namespace Concord.Bindings.Model;

/// <summary>
/// A type as the header spells it: a base name and levels of pointers. Const[0] tells whether the base is const, Const[i] whether the
/// i-th pointer is: "const concord_source* const*" is concord_source with [true, true, false].
/// </summary>
internal sealed record AbiType(string Name, IReadOnlyList<bool> Const)
{
    public int Pointers => Const.Count - 1;

    [JsonIgnore]
    public bool IsVoid => Name == "void" && Pointers == 0;

    [JsonIgnore]
    public bool IsText => Name == "char" && Pointers == 1 && Const[0];

    /// <summary>The type as C.</summary>
    public string C
    {
        get
        {
            var text = Const[0] ? "const " + Name : Name;
            for (var level = 1; level < Const.Count; level++) text += Const[level] ? "* const" : "*";
            return text;
        }
    }

    public bool Equals(AbiType? other) => other is not null && C == other.C;

    public override int GetHashCode() => C.GetHashCode(StringComparison.Ordinal);
}
