namespace Concord;

/// <summary>Writes the hits of a search as a file of some format. Safe to use from several threads.</summary>
public interface IExporter
{
    /// <summary>Of the files it writes, with its dot: ".csv".</summary>
    string FileExtension { get; }

    /// <summary>Writes the whole file; the stream is the host's, which puts it where the user asked. Throws <see cref="PluginException"/> when it cannot.</summary>
    void Export(PluginHits hits, Stream file);
}
