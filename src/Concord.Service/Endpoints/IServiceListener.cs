namespace Concord.Service;

/// <summary>Accepts clients of this user, and nobody else.</summary>
internal interface IServiceListener : IDisposable
{
    /// <summary>The next client's stream; null once it was stopped. A client that is refused is passed over, not thrown.</summary>
    Task<Stream?> Accept(CancellationToken stop);
}
