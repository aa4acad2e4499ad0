using Concord.Bindings;
using Concord.Bindings.Checks;
using Concord.Bindings.Model;
using Concord.Bindings.Reading;
using Concord.Bindings.Writing;

const string Usage = """
    generate                       writes the ABI file, the C# imports, the C assertions and docs/abi.md from native/include/concord
    generate --check               writes nothing; exits 1 and shows the difference when the committed files are not up to date
    generate --exports LIBRARY     exits 1 when the functions LIBRARY exports are not exactly those of the headers
    generate --against OLD.json    exits 1 when a program built against OLD.json would break, unless the major version was raised
    """;

try
{
    return args switch
    {
        [] => Generate(),
        ["--check"] => Report(Drift.Find(".", Outputs.Of(Read(), OpenSlideReader.Read())), "the generated files are out of date; run bindings/generate"),
        ["--exports", var library] => Report(Exports.Compare(Read(), library), $"{library} does not match the headers"),
        ["--against", var old] => Against(AbiJson.Read(File.ReadAllText(old)), Read()),
        _ => Help(),
    };
}
catch (Exception e) when (e is GeneratorException or IOException)
{
    Console.Error.WriteLine($"generate: {e.Message}");
    return 2;
}

// Paths are relative to the repository root, where the wrapper script changes to.
static Abi Read() => AbiReader.Read("native/include", "concord/concord.h");

static int Generate()
{
    foreach (var (path, text) in Outputs.Of(Read(), OpenSlideReader.Read()))
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path) || File.ReadAllText(path) != text) File.WriteAllText(path, text);
    }
    return 0;
}

static int Against(Abi old, Abi now)
{
    var changes = BreakingChanges.Find(old, now);
    if (now.Version.Major <= old.Version.Major) return Report(changes, "these changes break programs built against the old ABI");
    Console.WriteLine($"the major version was raised from {old.Version.Major} to {now.Version.Major}; {changes.Count} breaking changes");
    return 0;
}

static int Report(IReadOnlyList<string> findings, string verdict)
{
    foreach (var finding in findings) Console.WriteLine(finding);
    if (findings.Count > 0) Console.Error.WriteLine($"generate: {verdict}");
    return findings.Count > 0 ? 1 : 0;
}

static int Help()
{
    Console.Error.WriteLine(Usage);
    return 2;
}
