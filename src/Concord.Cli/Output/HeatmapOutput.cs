using System.Text;
using Concord.Cli.Queries;
using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>A heatmap as JSON, as a table of its nearest tiles, as a picture and as GeoJSON.</summary>
internal static class HeatmapOutput
{
    private const int Shown = 10, SlideSide = 1600;

    internal static object Document(Query query, Heatmap map) => new
    {
        query = new { name = query.Name, tile = query.Tile?.Id, patient = query.Slide?.Patient, labels = query.Tile?.Labels ?? query.Slide?.Labels },
        within = new { slide = map.Slide.Name, id = map.Slide.Id, width = map.Slide.Width, height = map.Slide.Height, file = map.Slide.Source?.Path },
        least = map.Distances.Min(),
        greatest = map.Distances.Max(),
        tiles = map.Tiles.Select((tile, i) =>
            new { tile = tile.Id, x = tile.X, y = tile.Y, width = tile.Width, height = tile.Height, distance = map.Distances[i] }).ToList(),
        search = new { exact = true, nprobe = 0, lists = 0, rows = map.Tiles.Count, expected_recall = 1.0, device = DeviceDocument.From(map.Device) },
    };

    internal static void Print(IAnsiConsole console, Query query, Heatmap map)
    {
        var table = Format.Table("rank", "distance", "tile", "x", "y", "width", "height");
        var nearest = Enumerable.Range(0, map.Tiles.Count).OrderBy(i => map.Distances[i]).ThenBy(i => map.Tiles[i].Id).Take(Shown).ToList();
        foreach (var (i, rank) in nearest.Select((i, rank) => (i, rank + 1)))
        {
            var tile = map.Tiles[i];
            table.Row($"{rank}", Format.Number(map.Distances[i], "0.0000"), $"{tile.Id}", $"{tile.X}", $"{tile.Y}", $"{tile.Width}", $"{tile.Height}");
        }

        console.WriteLine($"Tiles of {map.Slide.Name} nearest to {query.Name}");
        console.Write(table);
        console.WriteLine($"{Format.Count(map.Tiles.Count)} tiles, distances {Format.Number(map.Distances.Min(), "0.0000")} to {Format.Number(map.Distances.Max(), "0.0000")}{DeviceDocument.Line(map.Device)}");
    }

    internal static void WritePng(string path, Heatmap map)
    {
        using var pictures = new TilePictures();
        var slide = pictures.Slide(map.Slide.Source?.Path, SlideSide);
        if (slide is null) Session.Note($"the pixels of {map.Slide.Name} cannot be read, so the heatmap is drawn on white.");
        OutputFile.Write(path, ImageFile.EncodePng(HeatmapPicture.Draw(map, slide)));
    }

    internal static void WriteGeoJson(string path, Heatmap map, string identity) =>
        OutputFile.Write(path, Encoding.UTF8.GetBytes(HeatmapGeoJson.Of(map, identity).ToJsonString()));
}
