using Concord.Bindings.Checks;
using Concord.Bindings.Model;

namespace Concord.Bindings.Tests;

internal sealed class BreakingChangesTests
{
    private static readonly AbiType Long = new("int64_t", [false]);

    private static Abi Old => Repository.Fake;

    [Test]
    public void Find_SameAbi_FindsNothing() => Assert.That(BreakingChanges.Find(Old, Old), Is.Empty);

    [Test]
    public void Find_TwoFieldsOfOneTypeSwapped_FindsBoth()
    {
        var now = WithStruct("concord_place", s => s with
        {
            Fields = [s.Fields[1] with { Offset = 0 }, s.Fields[0] with { Offset = 8 }],
        });

        Assert.That(BreakingChanges.Find(Old, now), Is.EquivalentTo(new[]
        {
            "concord_place.row: was at offset 0, is at 8",
            "concord_place.column: was at offset 8, is at 0",
        }));
    }

    [Test]
    public void Find_FieldOfOtherTypeAndSameSize_FindsIt()
    {
        var now = WithStruct("concord_place", s => s with
        {
            Fields = [s.Fields[0] with { Type = new AbiType("double", [false]) }, s.Fields[1]],
        });

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_place.row: was int64_t, is double" }));
    }

    [Test]
    public void Find_FieldRemoved_FindsIt()
    {
        var now = WithStruct("concord_pick_options", s => s with { Fields = [.. s.Fields.Where(f => f.Name != "fruit")] });

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_pick_options.fruit: removed" }));
    }

    [Test]
    public void Find_FieldAppendedToSizedStruct_FindsNothing()
    {
        var now = WithStruct("concord_pick_options", s => Append(s));

        Assert.That(BreakingChanges.Find(Old, now), Is.Empty);
    }

    [Test]
    public void Find_FieldAppendedToPlainStruct_FindsIt()
    {
        var now = WithStruct("concord_place", s => Append(s));

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_place: had 16 bytes, has 24" }));
    }

    [Test]
    public void Find_ArrayShortened_FindsIt()
    {
        var now = WithStruct("concord_pick_options", s => s with
        {
            Fields = [.. s.Fields.Select(f => f.Name == "weights" ? f with { Count = 2, Size = 8 } : f)],
        });

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_pick_options.weights: was float[3], is float[2]" }));
    }

    [Test]
    public void Find_FunctionRemoved_FindsIt()
    {
        var now = Old with { Functions = [.. Old.Functions.Where(f => f.Name != "concord_pick")] };

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_pick: removed" }));
    }

    [Test]
    public void Find_FunctionAdded_FindsNothing()
    {
        var now = Old with { Functions = [.. Old.Functions, Old.Functions[0] with { Name = "concord_new" }] };

        Assert.That(BreakingChanges.Find(Old, now), Is.Empty);
    }

    [Test]
    public void Find_ParametersSwapped_FindsBoth()
    {
        var now = WithFunction("concord_basket_create", f => f with { Parameters = [f.Parameters[1], f.Parameters[0], f.Parameters[2]] });

        Assert.That(BreakingChanges.Find(Old, now), Has.Count.EqualTo(2));
    }

    [Test]
    public void Find_ResultChanged_FindsIt()
    {
        var now = WithFunction("concord_count", f => f with { Returns = Long });

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_count: returned uint32_t, returns int64_t" }));
    }

    [Test]
    public void Find_ConstDropped_FindsIt()
    {
        var now = WithFunction("concord_basket_fill", f => f with
        {
            Parameters = [f.Parameters[0] with { Type = new AbiType("concord_basket", [false, false]) }, .. f.Parameters.Skip(1)],
        });

        Assert.That(BreakingChanges.Find(Old, now), Has.Count.EqualTo(1));
    }

    [Test]
    public void Find_EnumValueRenumbered_FindsIt()
    {
        var fruit = Old.Enums[0];
        var now = Old with { Enums = [fruit with { Values = [fruit.Values[0] with { Value = 2 }, fruit.Values[1]] }] };

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_fruit.CONCORD_FRUIT_APPLE: was 1, is 2" }));
    }

    [Test]
    public void Find_CallbackWithOneParameterLess_FindsIt()
    {
        var now = Old with { Callbacks = [Old.Callbacks[0] with { Parameters = [.. Old.Callbacks[0].Parameters.Take(2)] }] };

        Assert.That(BreakingChanges.Find(Old, now), Is.EqualTo(new[] { "concord_filling: had 3 parameters, has 2" }));
    }

    private static AbiStruct Append(AbiStruct type) => type with
    {
        Size = type.Size + 8,
        Fields = [.. type.Fields, new AbiField("added", Long, 0, type.Size, 8, "")],
    };

    private static Abi WithStruct(string name, Func<AbiStruct, AbiStruct> change) =>
        Old with { Structs = [.. Old.Structs.Select(s => s.Name == name ? change(s) : s)] };

    private static Abi WithFunction(string name, Func<AbiFunction, AbiFunction> change) =>
        Old with { Functions = [.. Old.Functions.Select(f => f.Name == name ? change(f) : f)] };
}
