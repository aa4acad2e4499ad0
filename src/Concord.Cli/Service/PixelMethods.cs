using Concord.Protocol;
using Concord.Service;
using Concord.Study;

namespace Concord.Cli.Service;

/// <summary>Pictures of what a search found: tiles, regions of slides, linked radiology.</summary>
internal sealed class PixelMethods(ServedEngine engine)
{
    private const int TileSide = 256, RegionSide = 1024, ScanSide = 512, LargestSide = 2048;

    internal IEnumerable<ServiceMethod> All => [new("tile", Tile), new("region", Region), new("series", Series), new("series.image", SeriesImage)];

    private ServiceReply Tile(ServiceCall call)
    {
        var tile = engine.Collections.Open(call.Parameters.Text("collection")).Tile(call.Parameters.WholeNumber("tile") ?? throw new RpcException("bad_argument", "tile is missing"));
        var file = tile.File ?? throw new RpcException("not_found", $"tile {tile.Id} came without its slide; link that with \"concord collection link\"");
        var context = call.Parameters.Number("context") ?? 1;
        if (context is < 1 or > 64) throw new RpcException("bad_argument", $"context is {context}; it must be 1 to 64");
        var (wide, high) = ((long)(tile.Width * context), (long)(tile.Height * context));
        return Picture(engine.Pixels.Region(file, tile.X - ((wide - tile.Width) / 2), tile.Y - ((high - tile.Height) / 2), wide, high, Side(call, TileSide)));
    }

    private ServiceReply Region(ServiceCall call)
    {
        var region = QueryParameters.Region(call.Parameters) ?? throw new RpcException("bad_argument", "region is missing");
        return Picture(engine.Pixels.Region(File(call.Parameters), region.X, region.Y, region.Width, region.Height, Side(call, RegionSide)));
    }

    private string File(RpcParameters parameters)
    {
        if (parameters.TextOrNull("image") is { } image) return engine.Files.Find(image);
        var slide = SearchMethods.Slide(engine.Collections.Open(parameters.Text("collection")), parameters);
        return slide.Source?.Path ?? throw new RpcException("not_found", "the slide came without its file; link that with \"concord collection link\"");
    }

    private ServiceReply Series(ServiceCall call)
    {
        var series = Linked(call.Parameters).Select(item => new { modality = item.Modality, contrast = item.Contrast, file = item.Path, present = System.IO.File.Exists(item.Path) });
        return new ServiceReply(new { series = series.ToList() });
    }

    private ServiceReply SeriesImage(ServiceCall call)
    {
        var (modality, contrast) = (call.Parameters.Text("modality"), call.Parameters.Text("contrast"));
        var item = Linked(call.Parameters).FirstOrDefault(series => series.Modality == modality && series.Contrast == contrast)
            ?? throw new RpcException("not_found", $"the case has no {modality} {contrast}");
        return Picture(Thumbnail.Shrink(SeriesFile.ReadStretched(item.Path), Side(call, ScanSide)));
    }

    private List<SeriesRecord> Linked(RpcParameters parameters)
    {
        var name = parameters.Text("case");
        return [.. engine.Collections.Open(parameters.Text("collection")).LinkedSeries().Where(series => series.Case == name)];
    }

    private static int Side(ServiceCall call, int otherwise) => call.Parameters.Count("side", otherwise, 1, LargestSide);

    private static ServiceReply Picture(RgbImage image) => new(new { width = image.Width, height = image.Height }, ("data", image.Pixels));
}
