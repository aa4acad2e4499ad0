namespace Concord;

/// <summary>How a space stores the elements of its vectors.</summary>
public enum ElementType
{
    Float32 = 1,

    /// <summary>IEEE 754 binary16: half the bytes, about three significant digits.</summary>
    Float16 = 2,
}
