using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Concord.Cli.Tests.Support;

/// <summary>Plugins for tests of the command line, allowed through it.</summary>
internal static class Zoo
{
    private static readonly string Tests = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The zoo's re-ranker, which reverses hits and does what the name of the first one's slide says; or its exporter.</summary>
    internal static void Allow(ConcordProcess concord, string folder, string id = "zoo", string kind = "reranker", string act = "", string isolation = "process")
    {
        var built = Path.Combine([Tests, "TestPlugins", "Zoo", "bin", .. AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]]);
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(built, "Zoo.dll"), Path.Combine(folder, "Zoo.dll"), overwrite: true);
        if (act.Length > 0) File.WriteAllText(Path.Combine(folder, "act.txt"), act);
        Allow(concord, folder, id, kind, "managed", "Zoo.dll", $"\"isolation\": \"{isolation}\", \"permissions\": []");
    }

    /// <summary>The zoo's slide reader, which recognises every file and does what its name says.</summary>
    internal static void AllowReader(ConcordProcess concord, string folder)
    {
        Directory.CreateDirectory(folder);
        var source = Path.Combine(Tests, "TestPlugins", "native-zoo", "native_zoo.c");
        using (var compiler = Process.Start("cc", ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O1", "-fPIC", "-shared", "-I", Path.Combine(Tests, "..", "native", "include"), source, "-o", Path.Combine(folder, "zoo.so")]))
        {
            compiler.WaitForExit();
            Assert.That(compiler.ExitCode, Is.Zero);
        }

        Allow(concord, folder, "native-zoo", "slide-reader", "native", "zoo.so", "\"permissions\": [\"read-slides\"], \"extensions\": [\".zoo\"]");
    }

    private static void Allow(ConcordProcess concord, string folder, string id, string kind, string home, string entry, string more)
    {
        File.WriteAllText(Path.Combine(folder, "plugin.json"), $$"""
            { "format": 1, "id": "{{id}}", "version": "1.0.0", "kind": "{{kind}}", "home": "{{home}}", "entry": "{{entry}}",
              "abi": { "min": "1.0", "below": "2.0" }, {{more}}, "files": {} }
            """);
        concord.Succeed("plugin", "allow", folder, "--seal");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
