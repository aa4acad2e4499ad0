using System.Text.Json.Serialization;
using Concord.Interop;

namespace Concord;

/// <summary>The network of an adapter.</summary>
public enum AdapterArchitecture
{
    /// <summary>The seed study's: Linear, GELU, Linear, LayerNorm, Conv1d, GELU, Conv1d.</summary>
    Seed = 1,

    /// <summary>Linear, GELU, Linear.</summary>
    Mlp = 2,
}

/// <summary>The sizes of an adapter.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Input">Elements of a vector of the base space.</param>
/// <param name="Hidden">Elements of the hidden layers.</param>
/// <param name="Dimension">Elements of an adapted vector.</param>
/// <param name="Classes">Classes of the head it is trained with.</param>
public sealed record AdapterShape(AdapterArchitecture Architecture, int Input, int Hidden, int Dimension, int Classes)
{
    /// <summary>Number of weights. Throws <see cref="ConcordArgumentException"/> for sizes that cannot be.</summary>
    [JsonIgnore]
    public long WeightCount => Interop.Adapters.WeightCount(Native);

    [JsonIgnore]
    internal NativeAdapterShape Native => Interop.Adapters.Shape((int)Architecture, Input, Hidden, Dimension, Classes);
}
