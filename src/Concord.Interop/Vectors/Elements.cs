namespace Concord.Interop;

/// <summary>The element types of arrays, and their counterparts in .NET.</summary>
internal static class Elements
{
    internal static int Size(NativeDtype type)
    {
        var size = (int)Native.DtypeSize((int)type);
        return size > 0 ? size : throw new ConcordArgumentException($"element type {(int)type} is unknown");
    }

    /// <summary>The element type that T stands for: float or Half. bfloat16 has no .NET type and crosses as bytes.</summary>
    internal static NativeDtype Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? NativeDtype.Float32
        : typeof(T) == typeof(Half) ? NativeDtype.Float16
        : throw new ConcordArgumentException($"{typeof(T).Name} is no element type; use float or Half");

    /// <summary>Requires that the elements of T are what the options announce.</summary>
    internal static void Require<T>(NativeDtype type, string name) where T : unmanaged
    {
        if (Of<T>() != type) throw new ConcordArgumentException($"{name} holds {typeof(T).Name}, but the options say {type}");
    }
}
