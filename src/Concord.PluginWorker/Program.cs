using System.Collections;
using Concord.Interop;
using Concord.Plugins;
using Concord.PluginWorker;

if (PluginArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine("concord-plugin is started by Concord to run a plugin in a process of its own; there is nothing to be done with it by hand.");
    return 2;
}

ChildLimits.DieWith(arguments.Parent);
ChildLimits.Memory(arguments.MemoryBytes);
if (arguments.Command.Count > 0) return Become(arguments);
var (requests, answers) = OperatingSystem.IsWindows() ? (Console.OpenStandardInput(), Console.OpenStandardOutput()) : StandardPipes.Take();
if (OperatingSystem.IsWindows()) Console.SetOut(Console.Error);
using (requests)
using (answers)
{
    new PluginServer(requests, answers, ManifestFile.Read(arguments.Folder), arguments.Folder).Run();
}

return 0;

static int Become(PluginArguments arguments)
{
    if (OperatingSystem.IsWindows())
    {
        Console.Error.WriteLine("programs as plugins are for Linux and macOS so far");
        return 1;
    }

    // What was set for this runtime is not the program's business.
    var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => !((string)variable.Key).StartsWith("DOTNET_", StringComparison.Ordinal))
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
    ProcessImage.Become(arguments.Command[0], arguments.Command, environment);
    return 1;
}
