using System.Globalization;
using System.Text;

namespace Concord.Zoo;

internal sealed class ZooExporter : IExporter
{
    public string FileExtension => ".txt";

    public void Export(PluginHits hits, Stream file)
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var hit in hits.Hits) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{hit.Tile} {hit.Distance} {hit.Case} {string.Join(',', hit.Labels.Select(label => $"{label.Key}={label.Value}"))} {hit.Vector.Length}\n"));
    }
}
