namespace Concord.Study;

/// <summary>Names of files made of labels and cases, which may hold anything.</summary>
internal static class FileNames
{
    internal static string Safe(string text)
    {
        var safe = new string([.. text.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')]).Trim('-');
        return safe.Length == 0 ? "unnamed" : safe[..Math.Min(60, safe.Length)];
    }
}
