namespace Concord.Plugins;

internal sealed class CheckedExporter : CheckedService, IExporter
{
    private const int LongestExtension = 16;

    private readonly IExporter _inner;

    internal CheckedExporter(string id, PluginGate gate, IExporter inner)
        : base(id, gate)
    {
        _inner = inner;
        FileExtension = Call(() => inner.FileExtension);
        var plain = FileExtension is ['.', _, ..] && FileExtension.Length <= LongestExtension && FileExtension.Skip(1).All(char.IsAsciiLetterOrDigit);
        if (!plain) throw new PluginException($"plugin {id}: \"{PluginText.Printable(FileExtension ?? "null")}\" is no extension as \".csv\"");
    }

    public string FileExtension { get; }

    /// <summary>Nothing is written when it fails.</summary>
    public void Export(PluginHits hits, Stream file)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(file);
        using var whole = Call(() => Run(hits));
        whole.CopyTo(file);
    }

    private MemoryStream Run(PluginHits hits)
    {
        var whole = new MemoryStream();
        _inner.Export(hits, whole);
        // A plugin may have closed it, as writers do.
        return new MemoryStream(whole.ToArray());
    }
}
