using Concord.Cli.CommandLine;

namespace Concord.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var signals = new Signals();
        return await Application.Run(arguments, signals.Token).ConfigureAwait(false);
    }
}
