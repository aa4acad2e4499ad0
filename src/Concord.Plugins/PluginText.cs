namespace Concord.Plugins;

/// <summary>What plugins say, as it may go to terminals, logs and errors.</summary>
internal static class PluginText
{
    private const int Longest = 500;

    internal static string Of(Exception e) => e is PluginException or SlideException ? Printable(e.Message) : Printable($"{e.GetType().Name}: {e.Message}");

    internal static string Printable(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
