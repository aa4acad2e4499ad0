using System.Text;

namespace Concord.Study;

/// <summary>A finished figure: SVG without script, fonts or requests; images are inside.</summary>
/// <param name="Name">Of its file, without extension.</param>
/// <param name="Title">Above it in a report.</param>
/// <param name="Caption">What is to be seen, in words.</param>
/// <param name="Svg">The drawing.</param>
public sealed record Figure(string Name, string Title, string Caption, string Svg)
{
    /// <summary>Writes NAME.svg, whole or not at all; returns its path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, Name + ".svg");
        File.WriteAllText(path + ".unfinished", Svg, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".unfinished", path, overwrite: true);
        return path;
    }
}
