namespace Concord.Protocol;

/// <summary>A request cannot be answered, for a reason that has a code; the connection goes on.</summary>
public sealed class RpcException(string code, string message) : Exception(message)
{
    /// <summary>As in <see cref="RpcError.Code"/>.</summary>
    public string Code { get; } = code;
}
