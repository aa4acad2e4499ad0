using Concord.Cli.CommandLine;

namespace Concord.Cli.Service;

/// <summary>What the methods of a server share: collections, models, files and jobs. Thread-safe.</summary>
internal sealed class ServedEngine : IDisposable
{
    internal ServedEngine(ServeOptions options)
    {
        Accelerator = Devices.Open(options.Device);
        Collections = new AllowedCollections(options.Collections, "collections.list", Accelerator);
        Files = new AllowedFiles(options.Roots);
        Models = new ServedModels(options.Model, Accelerator);
        Pixels = new ServedPixels();
        Jobs = new IndexJobs(this, options.Model);
    }

    /// <summary>What searches and pooling are given to work on; null: the CPU alone.</summary>
    internal Accelerator? Accelerator { get; }

    internal AllowedCollections Collections { get; }

    internal AllowedFiles Files { get; }

    internal ServedModels Models { get; }

    internal ServedPixels Pixels { get; }

    internal IndexJobs Jobs { get; }

    public void Dispose()
    {
        Jobs.Dispose();
        Models.Dispose();
        Pixels.Dispose();
        Collections.Dispose();
        Accelerator?.Dispose();
    }
}
