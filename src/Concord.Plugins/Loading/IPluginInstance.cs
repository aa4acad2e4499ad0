namespace Concord.Plugins;

/// <summary>A plugin that is loaded. Disposing it stops and unloads it, once no call and no slide is in it.</summary>
internal interface IPluginInstance : IDisposable
{
    /// <summary><see cref="ISlideReader"/>, <see cref="ITileEmbedder"/>, <see cref="IReranker"/> or <see cref="IExporter"/>, by the manifest's kind.</summary>
    object Service { get; }
}
