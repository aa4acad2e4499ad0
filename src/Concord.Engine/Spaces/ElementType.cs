namespace Concord;

/// <summary>How a space stores the elements of its vectors.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Element types are known by these names everywhere.")]
public enum ElementType
{
    Float32 = 1,

    /// <summary>IEEE 754 binary16: half the bytes, about three significant digits.</summary>
    Float16 = 2,
}
