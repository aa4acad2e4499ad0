using Concord.Cli.Output;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Concord.Cli.Mcp;

/// <summary>A tool whose failures are answers: code, message and advice as the command line gives them. One works at a time, since a search uses all cores.</summary>
internal sealed class GuardedTool(McpServerTool inner, SemaphoreSlim turn, Func<string, string> plain) : DelegatingMcpServerTool(inner)
{
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Not on the thread that reads requests: cancellation must be heard.
            return await Task.Run(() => base.InvokeAsync(request, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Answer(FailureTable.Describe(e));
        }
        finally
        {
            turn.Release();
        }
    }

    private CallToolResult Answer(Failure failure) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = Json.Text(new { error = new { code = failure.Code, message = plain(failure.Message), hint = failure.Hint } }) }],
    };
}
