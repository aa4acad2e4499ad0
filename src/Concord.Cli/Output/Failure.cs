using Concord.Cli.CommandLine;

namespace Concord.Cli.Output;

/// <summary>What went wrong, for people and for scripts: a code, a sentence, what to do, and the exit code of the process.</summary>
internal sealed record Failure(string Code, string Message, string? Hint, ExitCode Exit)
{
    private static bool Debug => Environment.GetEnvironmentVariable("CONCORD_DEBUG") == "1";

    /// <summary>Prints a failure, as the one JSON document on stdout or as text on stderr, and returns the exit code it stands for.</summary>
    internal static ExitCode Report(Session session, Exception exception)
    {
        var failure = FailureTable.Describe(exception);
        if (session.Json)
        {
            session.Answer(new { error = new { code = failure.Code, message = failure.Message, hint = failure.Hint } }, _ => { });
        }
        else
        {
            Console.Error.WriteLine($"{Paint.Red("error:")} {failure.Message}");
            if (failure.Hint is { } hint) Console.Error.WriteLine($"       {hint}");
        }

        if (Debug) Console.Error.WriteLine(exception);
        return failure.Exit;
    }
}
