using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Consoles on stdout and stderr that know whether a person looks at them.</summary>
internal static class Terminal
{
    /// <summary>Width of tables in a file or pipe: wide enough that paths are not broken.</summary>
    private const int WidthWithoutTerminal = 200;

    internal static bool Coloured => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    internal static IAnsiConsole For(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || !Coloured ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
