namespace Concord;

/// <summary>A radiology file cannot be read. The message is the reason alone, in words, without the path: the caller knows that.</summary>
public sealed class SeriesException : Exception
{
    public SeriesException(string reason, Exception? inner = null)
        : base(reason, inner)
    {
    }
}
