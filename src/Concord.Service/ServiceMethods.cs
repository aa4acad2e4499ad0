using System.Text.Json;
using Concord.Protocol;

namespace Concord.Service;

/// <summary>The methods of a server, how their documents are written, and which code an exception has.</summary>
/// <param name="Methods">By name; "hello" and "health" are the server's own.</param>
/// <param name="Json">How documents are written.</param>
/// <param name="Describe">The code and the message of an exception that is no <see cref="RpcException"/>.</param>
/// <param name="Hello">What "hello" answers beside its own members.</param>
public sealed record ServiceMethods(
    IReadOnlyDictionary<string, ServiceMethod> Methods, JsonSerializerOptions Json, Func<Exception, RpcError> Describe, IReadOnlyDictionary<string, string> Hello);
