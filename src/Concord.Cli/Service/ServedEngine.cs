using Concord.Cli.CommandLine;
using Concord.Protocol;
using Microsoft.Extensions.Logging;

namespace Concord.Cli.Service;

/// <summary>What the methods of a server share: collections, models, files and jobs. Thread-safe.</summary>
internal sealed class ServedEngine : IDisposable
{
    internal ServedEngine(ServeOptions options, ILogger log)
    {
        Accelerator = Devices.Open(options.Device);
        Collections = new AllowedCollections(options.Collections, "collections.list", Accelerator);
        Files = new AllowedFiles(options.Roots);
        Plugins = new ServedPlugins(options.PluginSeconds, log);
        Models = new ServedModels(options.Model, Plugins.Embedder, Accelerator);
        Pixels = new ServedPixels(Plugins);
        Jobs = new IndexJobs(this, options.Model, new JobRecords(ServiceEndpoint.Of(options.Pipe)));
    }

    /// <summary>What searches and pooling are given to work on; null: the CPU alone.</summary>
    internal Accelerator? Accelerator { get; }

    internal AllowedCollections Collections { get; }

    internal AllowedFiles Files { get; }

    internal ServedPlugins Plugins { get; }

    internal ServedModels Models { get; }

    internal ServedPixels Pixels { get; }

    internal IndexJobs Jobs { get; }

    public void Dispose()
    {
        // In this order: a job that waits for a plugin ends with that.
        Jobs.StopAll();
        Plugins.Dispose();
        Jobs.Dispose();
        Models.Dispose();
        Pixels.Dispose();
        Collections.Dispose();
        Accelerator?.Dispose();
    }
}
