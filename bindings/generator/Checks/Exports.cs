using System.ComponentModel;
using System.Diagnostics;
using Concord.Bindings.Model;

namespace Concord.Bindings.Checks;

/// <summary>What a built library exports, held against the ABI in both directions.</summary>
internal static class Exports
{
    public static IReadOnlyList<string> Compare(Abi abi, string library) => Compare(abi, Symbols(library));

    public static IReadOnlyList<string> Compare(Abi abi, IReadOnlySet<string> exported)
    {
        var declared = abi.Functions.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return [.. declared.Except(exported).Order(StringComparer.Ordinal).Select(n => $"{n}: declared but not exported"),
            .. exported.Except(declared).Order(StringComparer.Ordinal).Select(n => $"{n}: exported but not declared")];
    }

    private static HashSet<string> Symbols(string library)
    {
        if (!File.Exists(library)) throw new GeneratorException($"{library} does not exist; build it first");
        return [.. Nm(library).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[^1].Split('@')[0])];
    }

    private static string Nm(string library)
    {
        var start = new ProcessStartInfo("nm", ["-D", "--defined-only", library]) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : throw new GeneratorException($"nm cannot read {library}");
        }
        catch (Win32Exception)
        {
            throw new GeneratorException("nm is not installed; run ./setup.sh");
        }
    }
}
