using System.IO.Pipes;
using Concord.Protocol;

namespace Concord.Service;

/// <summary>A named pipe of Windows, for the same user; whoever made a pipe of this name first keeps it, so nobody listens in its place.</summary>
internal sealed class PipeListener(ServiceEndpoint endpoint) : IServiceListener
{
    private bool _first = true;

    public async Task<Stream?> Accept(CancellationToken stop)
    {
        var options = PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly | (_first ? PipeOptions.FirstPipeInstance : PipeOptions.None);
        NamedPipeServerStream pipe;
        try
        {
            pipe = new NamedPipeServerStream(endpoint.Address, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, options);
        }
        catch (Exception e) when (_first && e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointInUseException($"the pipe {endpoint.Address} is in use ({e.Message}); stop the engine that has it, or name another with --pipe");
        }

        _first = false;
        try
        {
            await pipe.WaitForConnectionAsync(stop).ConfigureAwait(false);
            return pipe;
        }
        catch (OperationCanceledException)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    public void Dispose()
    {
    }
}
