namespace Concord.Cli.CommandLine;

/// <summary>What the process tells its caller; scripts rely on the numbers.</summary>
internal enum ExitCode
{
    Ok = 0,
    Failed = 1,
    BadUsage = 2,
    NotFound = 3,
    Locked = 4,
    Corrupt = 5,
    Cancelled = 130,
}
