namespace Concord.Cli.Service;

/// <summary>What the methods of a server share: collections, models, files and jobs. Thread-safe.</summary>
internal sealed class ServedEngine : IDisposable
{
    internal ServedEngine(ServeOptions options)
    {
        Collections = new AllowedCollections(options.Collections, "collections.list");
        Files = new AllowedFiles(options.Roots);
        Models = new ServedModels(options.Model);
        Pixels = new ServedPixels();
        Jobs = new IndexJobs(this, options.Model);
    }

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
    }
}
