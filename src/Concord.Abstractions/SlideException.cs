namespace Concord;

/// <summary>A slide cannot be opened or read. The message is the reason alone, in words, without the path: the caller knows that.</summary>
public sealed class SlideException : Exception
{
    public SlideException(string reason, Exception? inner = null)
        : base(reason, inner)
    {
    }
}
