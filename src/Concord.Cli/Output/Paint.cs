namespace Concord.Cli.Output;

/// <summary>Coloured words on stderr, where a person sees them; bare words otherwise. Plain text lines stay whole: nothing is wrapped.</summary>
internal static class Paint
{
    private static readonly bool On = !Console.IsErrorRedirected && Terminal.Coloured;

    internal static string Red(string text) => Escape(text, "1;31");

    internal static string Yellow(string text) => Escape(text, "33");

    internal static string Grey(string text) => Escape(text, "90");

    private static string Escape(string text, string code) => On ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
