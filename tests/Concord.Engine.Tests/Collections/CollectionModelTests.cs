namespace Concord.Tests;

/// <summary>Any sequence of changes leaves what the model holds, searchable as brute force over it.</summary>
internal sealed class CollectionModelTests : CollectionFixture
{
#pragma warning disable NUnit1027 // FsCheck makes the argument.
    [FsCheck.NUnit.Property(MaxTest = 40, EndSize = 40)]
#pragma warning restore NUnit1027
    public void Changes_AnySequence_EqualTheModel(byte[] script)
    {
        if (Directory.Exists(Path)) Collection.Delete(Path);
        var (collection, model) = (Create(), new CollectionModel());
        try
        {
            for (var step = 0; step < script.Length; step++)
            {
                Apply(ref collection, model, script[step], step);
                if (step % 4 == 3) Check(collection, model, step);
            }
            Check(collection, model, script.Length);
            Assert.That(collection.Verify().Problems, Is.Empty);
        }
        finally
        {
            collection.Dispose();
        }
    }

    private void Apply(ref Collection collection, CollectionModel model, byte code, int step)
    {
        var slide = SlideOf(code / 8 % 5, version: step % 11 == 10 ? step : 0);
        switch (code % 8)
        {
            case 5: Assert.That(collection.DeleteSlides([slide.Name]) == 1, Is.EqualTo(model.Delete(slide.Name))); break;
            case 6: collection.Compact(); break;
            case 7:
                collection.Dispose();
                collection = Open();
                break;
            default: Append(collection, model, slide, first: code % 8, count: 1 + code / 40, step); break;
        }
    }

    private static void Append(Collection collection, CollectionModel model, SlideRecord slide, int first, int count, int step)
    {
        var vectors = Random(count, step);
        collection.Append(collection.Space(), Tiles(slide, count, first), vectors);
        model.Append(slide, Enumerable.Range(0, count).Select(i => ((first + i) * 100, vectors[(i * Dimension)..((i + 1) * Dimension)])));
    }

    /// <summary>Three slides of one patient, two of another.</summary>
    private static SlideRecord SlideOf(int number, int version) => new($"s{number}", $"c{number / 2}", $"p{number / 3 * 2 + (number == 2 ? 2 : 0)}")
    {
        Source = new SourceFile($"/s{number}", 1, version),
    };

    private static void Check(Collection collection, CollectionModel model, int seed)
    {
        var space = collection.Space();
        var tiles = collection.Tiles();
        Assert.That(tiles.Select(t => (t.Slide, t.X)).Order(), Is.EqualTo(model.Tiles.Order()));
        foreach (var tile in tiles.Where((_, i) => i % 3 == 0))
        {
            var vector = collection.Vector(space, tile.Id);
            Assert.That(vector, Is.EqualTo(model.Vector(tile.Slide, tile.X)));
            var answer = collection.Search(space, Request(vector, 7) with { QueryTile = tile.Id });
            Assert.That(answer.Hits.Select(h => h.Distance), Is.EqualTo(model.Distances(vector, 7, tile.Patient)));
        }
        var query = Random(1, seed + 1000);
        var hits = collection.Search(space, Request(query, 7)).Hits;
        Assert.That(hits.Select(h => h.Distance), Is.EqualTo(model.Distances(query, 7, null)));
        foreach (var hit in hits) Assert.That(CollectionModel.Distance(query, model.Vector(hit.Slide, hit.X)), Is.EqualTo(hit.Distance));
    }
}
