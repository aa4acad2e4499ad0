using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>How a type of the ABI is spelled in the raw C# imports: blittable types and pointers only.</summary>
internal sealed class CSharpTypes(Abi abi)
{
    public string Raw(AbiType type)
    {
        var callback = abi.Callbacks.FirstOrDefault(c => c.Name == type.Name);
        if (callback is not null) return FunctionPointer(callback);
        // A handle stays an address: only the SafeHandle classes know what it points to.
        return abi.IsHandle(type.Name) && type.Pointers > 0
            ? "nint" + new string('*', type.Pointers - 1)
            : Base(type.Name) + new string('*', type.Pointers);
    }

    public string FunctionPointer(AbiCallback callback) =>
        $"delegate* unmanaged[Cdecl]<{string.Join(", ", callback.Parameters.Select(p => Raw(p.Type)).Append(Raw(callback.Returns)))}>";

    private string Base(string name) => name switch
    {
        "void" or "float" or "double" => name,
        "char" or "uint8_t" => "byte",
        "int8_t" => "sbyte",
        "int16_t" => "short",
        "uint16_t" => "ushort",
        "int32_t" or "concord_status" => "int",
        "uint32_t" => "uint",
        "int64_t" => "long",
        "uint64_t" => "ulong",
        _ when abi.FindStruct(name) is not null => Names.Type(name),
        _ => throw new GeneratorException($"{name} has no counterpart in C#"),
    };
}
