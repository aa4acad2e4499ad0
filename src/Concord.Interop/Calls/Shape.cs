using System.Runtime.CompilerServices;

namespace Concord.Interop;

/// <summary>Checks of array lengths before they cross, with names and numbers in the message.</summary>
internal static class Shape
{
    internal static void Positive(long value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value <= 0) throw new ConcordArgumentException($"{name} is {value}; it must be at least 1");
    }

    internal static void NotNegative(long value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < 0) throw new ConcordArgumentException($"{name} is {value}; it must not be negative");
    }

    /// <summary>Requires exactly the length that the shape asks for; `shape` spells the shape, for the message.</summary>
    internal static void Length(long actual, long expected, string name, string shape)
    {
        if (actual != expected) throw new ConcordArgumentException($"{name} has {actual} elements; {shape} needs {expected}");
    }

    /// <summary>The product of the axes of an array.</summary>
    internal static long Product(string name, params ReadOnlySpan<long> axes)
    {
        try
        {
            var product = 1L;
            foreach (var axis in axes) product = checked(product * axis);
            return product;
        }
        catch (OverflowException)
        {
            throw new ConcordArgumentException($"{name}: a shape of {string.Join(" x ", axes.ToArray())} has too many elements");
        }
    }

    /// <summary>The rows of an array of `length` elements, `dimension` each.</summary>
    internal static long Rows(long length, int dimension, string name)
    {
        Positive(dimension);
        if (length % dimension != 0) throw new ConcordArgumentException($"{name} has {length} elements, no multiple of the dimension {dimension}");
        return length / dimension;
    }
}
