using System.Text;

namespace Concord.Study;

/// <summary>Figures as files: NAME.svg, and the same drawing in pixels as NAME.png.</summary>
/// <param name="Drawings">Paths of the SVG files.</param>
/// <param name="Pictures">Paths of the PNG files; empty where this machine cannot draw them.</param>
/// <param name="NoPictures">Why there are no PNG files; null when there are.</param>
public sealed record FigureFiles(IReadOnlyList<string> Drawings, IReadOnlyList<string> Pictures, string? NoPictures)
{
    /// <summary>Pixels a unit of the drawing: a figure is 500 to 1100 units wide, and print wants twice what screens do.</summary>
    private const double Scale = 2;

    /// <summary>Writes every file whole or not at all; what stands there by the same name is replaced. Figures of one name get numbers.</summary>
    public static FigureFiles Write(string folder, IReadOnlyList<Figure> figures, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(figures);
        var (reason, drawings, pictures) = (SvgPicture.WhyNot, new List<string>(), new List<string>());
        foreach (var (figure, path) in figures.Zip(Paths(folder, figures)))
        {
            cancel.ThrowIfCancellationRequested();
            drawings.Add(Whole(path + ".svg", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(figure.Svg)));
            if (reason is null) pictures.Add(Whole(path + ".png", SvgPicture.Png(figure.Svg, Scale)));
        }

        return new FigureFiles(drawings, pictures, reason);
    }

    /// <summary>Labels "a/b" and "a-b" make one file name.</summary>
    private static IEnumerable<string> Paths(string folder, IReadOnlyList<Figure> figures)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var figure in figures)
        {
            var name = figure.Name;
            for (var number = 2; !taken.Add(name); number++) name = $"{figure.Name}-{number}";
            yield return Path.Combine(folder, name);
        }
    }

    private static string Whole(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".unfinished", content);
        File.Move(path + ".unfinished", path, overwrite: true);
        return path;
    }
}
