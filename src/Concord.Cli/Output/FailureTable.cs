using System.Text.Json;
using Concord.Cli.CommandLine;
using Concord.Service;

namespace Concord.Cli.Output;

/// <summary>The one table from exceptions to codes and exit codes.</summary>
internal static class FailureTable
{
    internal static readonly IReadOnlyDictionary<string, (ExitCode Exit, string? Hint)> Codes = new Dictionary<string, (ExitCode, string?)>
    {
        ["bad_argument"] = (ExitCode.BadUsage, null),
        ["bad_usage"] = (ExitCode.BadUsage, null),
        ["not_found"] = (ExitCode.NotFound, null),
        ["already_exists"] = (ExitCode.Failed, null),
        ["locked"] = (ExitCode.Locked, "Wait for the other process to end, or stop it, and run the command again."),
        ["corrupt"] = (ExitCode.Corrupt, "Run \"concord collection verify\" to see what is damaged; restore it from a copy or index again."),
        ["out_of_memory"] = (ExitCode.Failed, "Close other programs, or use fewer --workers."),
        ["out_of_device_memory"] = (ExitCode.Failed, null),
        ["device_lost"] = (ExitCode.Failed, null),
        ["cancelled"] = (ExitCode.Cancelled, null),
        ["unsupported"] = (ExitCode.Failed, null),
        ["io_error"] = (ExitCode.Failed, "Check that the disk is there, writable and healthy; \"concord doctor\" looks at the usual causes."),
        ["disk_full"] = (ExitCode.Failed, "Free some space and run the command again; it goes on where it stopped."),
        ["newer_format"] = (ExitCode.Failed, "Update Concord to the version that wrote it, or a later one."),
        ["poisoned"] = (ExitCode.Failed, "Run the command again: it goes on from the last commit that reached the disk."),
        ["access_denied"] = (ExitCode.Failed, "Check who owns the file or folder and whether it may be written."),
        ["plugin_failed"] = (ExitCode.Failed, null),
        ["internal"] = (ExitCode.Failed, "This is a defect of Concord: please report it, with the output of CONCORD_DEBUG=1."),
    };

    internal static Failure Describe(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: 1 } one => Describe(one.InnerExceptions[0]),
        UsageException usage => Make("bad_usage", usage.Message, usage.Hint),
        OperationCanceledException => Make("cancelled", "Cancelled. What was committed before is kept.", "Run the command again to go on."),
        ConcordException ours => Make(JsonNamingPolicy.SnakeCaseLower.ConvertName(ours.Code.ToString()), ours.Message, null),
        FileNotFoundException or DirectoryNotFoundException => Make("not_found", exception.Message, null),
        EndpointInUseException => Make("locked", exception.Message, null),
        UnauthorizedAccessException => Make("access_denied", exception.Message, null),
        IOException full when full.HResult == 28 => Make("disk_full", full.Message, null), // ENOSPC
        IOException => Make("io_error", exception.Message, null),
        JsonException => Make("bad_argument", $"A value is of the wrong kind: {exception.Message}", null),
        PluginException => Make("plugin_failed", exception.Message, null),
        OutOfMemoryException => Make("out_of_memory", "Memory ran out.", null),
        ArgumentException => Make("bad_argument", WithoutParameter(exception.Message), null),
        NotSupportedException => Make("unsupported", exception.Message, null),
        _ => Make("internal", $"{exception.GetType().Name}: {exception.Message}", null),
    };

    private static Failure Make(string code, string message, string? hint)
    {
        var known = Codes.GetValueOrDefault(code, (ExitCode.Failed, null));
        return new Failure(code, message, hint ?? known.Hint, known.Exit);
    }

    /// <summary>Drops .NET's "(Parameter 'x')", which names a variable the user never saw.</summary>
    private static string WithoutParameter(string message)
    {
        var at = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }
}
