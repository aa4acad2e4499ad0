using System.Runtime.CompilerServices;
using Concord.Bindings.Model;
using Concord.Bindings.Reading;

namespace Concord.Bindings.Tests;

/// <summary>Where the tests find the sources, and the ABI of the fake header.</summary>
internal static class Repository
{
    private static readonly Lazy<Abi> LazyFake = new(() => AbiReader.Read(Path.Combine(Tests!, "Fake"), "concord/concord.h"));

    public static string Tests { get; } = Here();

    public static string Root => Path.GetFullPath(Path.Combine(Tests, "../.."));

    public static Abi Fake => LazyFake.Value;

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
