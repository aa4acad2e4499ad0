namespace Concord.Client;

/// <summary>An engine refused a request, or ended the connection.</summary>
/// <param name="code">As in docs/protocol.md: "not_found", "busy" … ; "closed" where the connection ended.</param>
/// <param name="message">What was wrong and what to do, for people.</param>
public sealed class ConcordServiceException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
