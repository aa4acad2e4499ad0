using Concord.Protocol;

namespace Concord;

/// <summary>The one table between exceptions and what a worker process answers in their place.</summary>
internal static class WorkerError
{
    internal const string Memory = "memory";

    private const int LongestMessage = 500;

    internal static RpcError Of(Exception exception) => exception switch
    {
        OutOfMemoryException or ConcordMemoryException => new RpcError(Memory, "memory ran out"),
        SlideException or ConcordImageException or FeatureFileException when MemoryWords.AreIn(exception.Message) => new RpcError(Memory, "memory ran out"),
        SlideException => new RpcError("slide", exception.Message),
        FeatureFileException features => new RpcError("slide", features.Reason),
        ConcordImageException image => new RpcError("slide", image.Reason),
        ConcordNotFoundException => new RpcError("not_found", exception.Message),
        ConcordArgumentException => new RpcError("argument", exception.Message),
        ConcordUnsupportedException => new RpcError("unsupported", exception.Message),
        _ => new RpcError("internal", $"{exception.GetType().Name}: {exception.Message}"),
    };

    internal static Exception ToException(RpcError error, SlideWorkerOptions options)
    {
        var message = Printable(error.Message);
        return error.Code switch
        {
            Memory => new SlideException(MemoryWords.Sentence(options)),
            "slide" => new SlideException(message),
            "not_found" => new ConcordNotFoundException(message),
            "argument" => new ConcordArgumentException(message),
            "unsupported" => new ConcordUnsupportedException(message),
            _ => new SlideException($"reading it failed ({message})"),
        };
    }

    /// <summary>What comes from a process that a file may have taken over goes to terminals and logs.</summary>
    private static string Printable(string text)
    {
        var cut = text.Length > LongestMessage ? text[..LongestMessage] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
