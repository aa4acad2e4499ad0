using System.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.CommandLine;

/// <summary>One command: declares its arguments in the constructor, does its work in <see cref="Run"/>, and nothing else.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description)
        : base(name, description)
    {
        SetAction(async (parsed, cancel) =>
        {
            var session = new Session(parsed.GetValue(CommonOptions.Json), cancel);

            // On a thread of the pool, so that verbs are written as plain code and cancellation still arrives.
            return await Task.Run(() => (int)Guard.Run(session, () => Run(parsed, session)), CancellationToken.None).ConfigureAwait(false);
        });
    }

    /// <summary>Does the work. Failures are thrown; the guard around it prints them and chooses the exit code.</summary>
    protected abstract ExitCode Run(ParseResult parsed, Session session);
}
