using Concord.Protocol;

namespace Concord.Service;

/// <summary>One request, as a method sees it.</summary>
public sealed class ServiceCall
{
    private readonly ClientConnection _connection;
    private readonly uint _id;
    private readonly bool _wantsProgress;

    internal ServiceCall(ClientConnection connection, uint id, RpcParameters parameters, CancellationToken cancel)
    {
        (_connection, _id, Parameters, Cancel) = (connection, id, parameters, cancel);
        _wantsProgress = parameters.Flag("progress");
    }

    public RpcParameters Parameters { get; }

    /// <summary>Cancelled by the client, by the request's deadline, when the client is gone, and when the server stops.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Tells the client how far it is, when it asked to be told.</summary>
    public void Progress(string stage, long done, long total)
    {
        if (_wantsProgress) _connection.Notify("progress", new { id = _id, stage, done, total });
    }

    /// <summary>Events of something that outlives the request; false from the returned function once the client is gone.</summary>
    public Func<string, object, bool> Notifier => _connection.Notify;
}
