namespace Concord;

/// <summary>A file is not an image that can be read: another kind of file, empty, damaged, cut off or too large.</summary>
/// <param name="file">The path as the caller gave it.</param>
/// <param name="reason">What is wrong, without the path.</param>
/// <param name="inner">The decoder's own failure, if any.</param>
public sealed class ConcordImageException(string file, string reason, Exception? inner = null)
    : ConcordException(ConcordErrorCode.BadArgument, $"{file}: {reason}", inner)
{
    public string File { get; } = file;

    public string Reason { get; } = reason;
}
