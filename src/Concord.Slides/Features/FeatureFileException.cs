namespace Concord;

/// <summary>A file of features cannot be imported: not one, damaged, or something is missing in it.</summary>
/// <param name="file">The path as the caller gave it.</param>
/// <param name="reason">What is wrong and what to do, without the path.</param>
/// <param name="inner">The reader's own failure, if any.</param>
public sealed class FeatureFileException(string file, string reason, Exception? inner = null)
    : ConcordException(ConcordErrorCode.BadArgument, $"{file}: {reason}", inner)
{
    public string Reason { get; } = reason;
}
