using Concord.Bindings.Model;

namespace Concord.Bindings.Writing;

/// <summary>One wrapper method taken apart: its C# parameters, what happens before the call, the call, what it returns.</summary>
internal sealed class Wrapper
{
    private readonly Abi _abi;
    private readonly CSharpTypes _types;
    private readonly List<string> _arguments = [];
    private string _result = "";

    public Wrapper(Abi abi, AbiFunction function)
    {
        _abi = abi;
        _types = new CSharpTypes(abi);
        Function = function;
        for (var i = 0; i < function.Parameters.Count; i++) i += Add(i);
        Call = [.. Body()];
    }

    public AbiFunction Function { get; }

    public string Returns { get; private set; } = "void";

    public List<string> Parameters { get; } = [];

    public List<string> Before { get; } = [];

    public List<string> Pins { get; } = [];

    public IReadOnlyList<string> Call { get; }

    // Returns how many further parameters were used up.
    private int Add(int index)
    {
        var parameter = Function.Parameters[index];
        var name = Names.Parameter(parameter.Name);
        var type = parameter.Type;
        var structure = _abi.FindStruct(type.Name);
        if (_abi.IsHandle(type.Name) && type.Pointers == 1) AddHandle(type, name, index);
        else if (_abi.IsHandle(type.Name) && type.Const[0]) return AddHandles(type, name);
        else if (_abi.IsHandle(type.Name)) AddNewHandle(type, name);
        else if (type.IsText) AddText(name, parameter.Name, index);
        else if (structure is { IsSized: true } && Function.Name.EndsWith("_init", StringComparison.Ordinal)) AddInitialised(structure, name);
        else if (structure is { IsSized: true } && type.Pointers == 1) AddSized(structure, type, name);
        else
        {
            Parameters.Add($"{_types.Raw(type)} {name}");
            _arguments.Add(name);
        }
        return 0;
    }

    // A handle that a function is about must be there; one that only accompanies the call may be absent.
    private void AddHandle(AbiType type, string name, int index)
    {
        if (Function.Name == type.Name + "_free") { Parameters.Add($"nint {name}"); _arguments.Add(name); return; }
        Parameters.Add($"{Names.Handle(type.Name)}{(index == 0 ? "" : "?")} {name}");
        Before.Add($"using var {Local(name)}Use = new HandleUse({name});");
        _arguments.Add($"{Local(name)}Use.Address");
    }

    private int AddHandles(AbiType type, string name)
    {
        Parameters.Add($"ReadOnlySpan<{Names.Handle(type.Name)}> {name}");
        Before.Add($"using var {Local(name)}Use = HandleArrayUse.Of({name});");
        Pins.Add($"fixed (nint* {Local(name)}Pointer = {Local(name)}Use.Addresses)");
        _arguments.Add($"{Local(name)}Pointer");
        _arguments.Add($"{name}.Length");
        return 1;
    }

    private void AddNewHandle(AbiType type, string name)
    {
        Returns = Names.Handle(type.Name);
        Before.Add($"nint {name} = 0;");
        _arguments.Add("&" + name);
        _result = $"{Returns}.FromOwned({name})";
    }

    private void AddText(string name, string original, int index)
    {
        Parameters.Add($"string{(index == 0 ? "" : "?")} {name}");
        Before.Add($"NativeText.Check({name}, \"{Local(Names.Parameter(original))}\");");
        _arguments.Add(name);
    }

    private void AddInitialised(AbiStruct structure, string name)
    {
        Returns = Names.Type(structure.Name);
        Before.Add($"{Returns} {name};");
        _arguments.Add("&" + name);
        _result = name;
    }

    private void AddSized(AbiStruct structure, AbiType type, string name)
    {
        Parameters.Add($"{(type.Const[0] ? "in" : "ref")} {Names.Type(structure.Name)} {name}");
        Pins.Add($"fixed ({Names.Type(structure.Name)}* {Local(name)}Pointer = &{name})");
        _arguments.Add($"{Local(name)}Pointer");
    }

    private IEnumerable<string> Body()
    {
        var call = $"NativeMethods.{Function.Name}({string.Join(", ", _arguments)})";
        if (Function.Returns.Name == "concord_status" && Function.Returns.Pointers == 0) yield return $"NativeStatus.ThrowIfFailed({call});";
        else if (Function.Returns.IsText)
        {
            Returns = "string";
            call = $"Marshal.PtrToStringUTF8((nint){call}) ?? \"\"";
            yield return $"return {call};";
        }
        else if (Function.Returns.IsVoid) yield return $"{call};";
        else
        {
            Returns = _types.Raw(Function.Returns);
            yield return $"return {call};";
        }
        if (_result.Length > 0) yield return $"return {_result};";
    }

    private static string Local(string name) => name.TrimStart('@');
}
