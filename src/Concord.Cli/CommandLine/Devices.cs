using System.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.CommandLine;

/// <summary>The graphics processors that the user asked for: --device, else the environment's CONCORD_DEVICE, else none.</summary>
internal static class Devices
{
    internal const string Variable = "CONCORD_DEVICE";

    internal static Option<string?> Option() => new("--device")
    {
        Description = $"Work on this graphics processor: its number (0,1: spread indexed rows over several), 0:3.5 to take at most 3.5 GiB of its memory, 0:float16 to hold float32 rows in half of it; none (default: ${Variable}, else none)",
        HelpName = "N[,N…][:GIB][:float16]",
    };

    /// <summary>Null when none was asked for. One that was but is not there is told, and the CPU does everything.</summary>
    internal static Accelerator? Open(ParseResult parsed, Option<string?> option)
    {
        var accelerator = Open(parsed.GetValue(option));
        if (accelerator?.Absence is { } absence) Session.Note($"{absence}; everything runs on the CPU, with the same results");
        return accelerator;
    }

    /// <summary>asked: as --device has it; null: the environment decides.</summary>
    internal static Accelerator? Open(string? asked) =>
        DeviceOptions.Parse(asked ?? Environment.GetEnvironmentVariable(Variable)) is { } options ? Accelerator.Open(options) : null;
}
