using System.Text.Json.Serialization;

namespace Concord.Bindings.Model;

/// <summary>A struct that callers lay out themselves; size and alignment in bytes.</summary>
internal sealed record AbiStruct(string Name, string Header, string Doc, int Size, int Alignment, IReadOnlyList<AbiField> Fields)
{
    /// <summary>True when the struct carries its own size, and so may grow at its end without breaking callers.</summary>
    [JsonIgnore]
    public bool IsSized => Fields.Count > 0 && Fields[0].Name == "struct_size";
}

/// <summary>A field in declaration order; offset and size in bytes, count the elements of an array or 0.</summary>
internal sealed record AbiField(string Name, AbiType Type, int Count, int Offset, int Size, string Doc);
