using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

/// <summary>In a plugin's own process: loads the plugin, and answers what the host asks of it until the host closes its end.</summary>
internal sealed class PluginServer(Stream requests, Stream answers, PluginManifest manifest, string folder)
{
    private readonly FrameReader _requests = new(requests, FrameLimits.Default);
    private readonly FrameWriter _answers = new(answers, FrameLimits.Default);
    private IPluginInstance? _plugin;
    private ServiceCalls? _calls;

    internal void Run()
    {
        while (_requests.Read() is { } body) Answer(RpcMessage.Parse(body, FrameLimits.Default));
        _calls?.Dispose();
        _plugin?.Dispose();
    }

    private void Answer(RpcMessage request)
    {
        var writer = _answers.Begin();
        try
        {
            var parameters = RpcParameters.Parse(request.Content, PluginCalls.ControlBytes);
            if (request.Method == SlideCalls.Hello) Hello(request.Id, ref writer);
            else if (_calls is { } calls) calls.Answer(request.Method, request.Id, parameters, ref writer);
            else throw new PluginException("the first request is hello");
        }
        catch (Exception e) when (e is not ProtocolException)
        {
            // What was written before it failed is dropped.
            writer = _answers.Begin();
            RpcWriting.Failure(ref writer, request.Id, new RpcError("plugin", PluginText.Of(e)));
        }

        writer.Flush();
        Send(request.Id);
    }

    private void Send(uint id)
    {
        try
        {
            _answers.Send();
        }
        catch (ProtocolException e)
        {
            var writer = _answers.Begin();
            RpcWriting.Failure(ref writer, id, new RpcError("plugin", $"its answer is too large: {e.Message}"));
            writer.Flush();
            _answers.Send();
        }
    }

    private void Hello(uint id, ref MessagePackWriter writer)
    {
        _plugin ??= InProcess.Load(manifest, folder, line => Console.Error.WriteLine(line));
        _calls ??= new ServiceCalls(_plugin.Service);
        RpcWriting.Response(ref writer, id, 5);
        writer.Write("protocol");
        writer.Write(PluginCalls.Protocol);
        writer.Write("id");
        writer.Write(manifest.Id);
        writer.Write("dimension");
        writer.Write((_plugin.Service as ITileEmbedder)?.Dimension ?? 0);
        writer.Write("side");
        writer.Write((_plugin.Service as ITileEmbedder)?.Side ?? 0);
        writer.Write("extension");
        writer.Write((_plugin.Service as IExporter)?.FileExtension ?? "");
    }
}
