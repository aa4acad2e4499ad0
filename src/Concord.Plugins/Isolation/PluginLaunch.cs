using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Concord.Plugins;

/// <summary>How the process of a plugin is started: by concord-plugin, which takes on the limits and then loads the plugin, or becomes its program.</summary>
internal static class PluginLaunch
{
    /// <summary>The first argument of concord-plugin.</summary>
    internal const string Load = "load";
    internal const string Run = "run";

    private const string SystemPath = "/usr/local/bin:/usr/bin:/bin";

    // What a program needs to find its way; a variable with a secret is not handed on.
    private static readonly string[] Kept = ["HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME", "CUDA_VISIBLE_DEVICES", "SystemRoot", "CONCORD_NATIVE_LIBRARY"];

    /// <summary>Throws <see cref="PluginException"/> where concord-plugin or the interpreter is not there.</summary>
    internal static ProcessStartInfo Of(PluginCopy copy, PluginLimits limits, string? program)
    {
        var worker = program ?? Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "concord-plugin.exe" : "concord-plugin");
        if (!File.Exists(worker)) throw new PluginException($"plugins are run by a program that is not there: {worker}");
        var fence = copy.Manifest.Permissions.Contains(PluginCapability.Network) ? [] : NetworkFence.Prefix;
        string[] words = [.. fence, worker, copy.Manifest.Home == PluginHome.Process ? Run : Load, Number(Environment.ProcessId), Number(limits.MemoryBytes), copy.Folder, .. Command(copy)];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = copy.Folder };
        var kept = Kept.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept) start.Environment[name] = value;
        start.Environment["PATH"] = OperatingSystem.IsWindows() ? Environment.SystemDirectory : SystemPath;
        return start;
    }

    /// <summary>Of a process: its program and arguments.</summary>
    private static string[] Command(PluginCopy copy)
    {
        if (copy.Manifest.Home != PluginHome.Process) return [];
        if (copy.Manifest.Interpreter is { } interpreter) return [Find(interpreter), copy.EntryPath];
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy.EntryPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return [copy.EntryPath];
    }

    /// <summary>Never in the current folder, nor where the user's PATH says.</summary>
    private static string Find(string interpreter)
    {
        if (Path.IsPathRooted(interpreter)) return File.Exists(interpreter) ? interpreter : throw new PluginException($"its interpreter is not there: {interpreter}");
        var folders = SystemPath.Split(':');
        var found = interpreter.Contains('/') ? null : folders.Select(folder => Path.Combine(folder, interpreter)).FirstOrDefault(File.Exists);
        return found ?? throw new PluginException($"its interpreter \"{interpreter}\" is in none of {string.Join(", ", folders)}; name it in {ManifestFile.Name} by its absolute path");
    }

    private static string Number<T>(T value)
        where T : INumberBase<T> => value.ToString(null, CultureInfo.InvariantCulture);
}
