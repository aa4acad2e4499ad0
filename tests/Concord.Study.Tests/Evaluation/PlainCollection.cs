namespace Concord.Study.Tests.Evaluation;

/// <summary>A collection in a temporary folder that holds given tiles, each at a place of its own on its slide.</summary>
internal sealed class PlainCollection : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-plain-").FullName;

    internal PlainCollection(IReadOnlyList<PlainTile> tiles, string model = "m")
    {
        var d = tiles[0].Vector.Length;
        var identity = new SpaceIdentity(
            model, new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, d, Metric.L2);
        Collection = Collection.Create(Path.Combine(_folder, "plain.concord"), new CollectionOptions { Space = identity, ModelId = model });
        var places = new Dictionary<string, int>();
        var records = tiles.Select(tile =>
        {
            var x = 8 * (places[tile.Slide] = places.GetValueOrDefault(tile.Slide) + 1);
            return new TileRecord(Slide(tile), x, 0, 8, 8) { Labels = Labels(tile) };
        }).ToList();
        Collection.Append(Collection.Space(), records, tiles.SelectMany(tile => tile.Vector).ToArray());
    }

    internal Collection Collection { get; }

    internal Space Space => Collection.Space();

    public void Dispose()
    {
        Collection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The label is the slide's too: a slide has one class here.
    private static SlideRecord Slide(PlainTile tile) => new(tile.Slide, tile.Case, tile.Patient) { Centre = tile.Centre, Split = tile.Split, Labels = Labels(tile) };

    private static Dictionary<string, string> Labels(PlainTile tile) => tile.Label is null ? [] : new Dictionary<string, string> { ["label"] = tile.Label };
}
