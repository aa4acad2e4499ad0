using Concord.Cli.Output;

namespace Concord.Cli.CommandLine;

/// <summary>Runs a verb and turns whatever it throws into a message and an exit code.</summary>
internal static class Guard
{
    internal static ExitCode Run(Session session, Func<ExitCode> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception failure)
        {
            return Failure.Report(session, failure);
        }
    }
}
