namespace Concord.Protocol;

/// <summary>The first number of a MessagePack-RPC message.</summary>
public enum RpcKind
{
    /// <summary>[0, id, method, params]: answered by a response of the same id.</summary>
    Request = 0,

    /// <summary>[1, id, error, result]: one of the two is nil.</summary>
    Response = 1,

    /// <summary>[2, method, params]: not answered.</summary>
    Notification = 2,
}
