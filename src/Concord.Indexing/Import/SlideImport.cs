namespace Concord.Indexing;

/// <summary>Makes blocks of tiles of one slide of a feature file, checking what a collection must be able to rely on.</summary>
internal sealed class SlideImport(string path, IFeatureFile file, FeatureHeader header, SlideRecord slide, int? side)
{
    /// <summary>All tiles in blocks; memory holds the places of all and the vectors of one block.</summary>
    internal IEnumerable<TileBlock> Blocks(CancellationToken ct)
    {
        var spots = header.IsWholeSlide ? null : Spots();
        var block = FeatureLimits.BlockRows(header.Dimension);
        for (var first = 0; first < header.Rows; first += block)
        {
            ct.ThrowIfCancellationRequested();
            var count = Math.Min(block, header.Rows - first);
            var tiles = new TileRecord[count];
            for (var i = 0; i < count; i++) tiles[i] = spots is null ? new TileRecord(slide, 0, 0, slide.Width, slide.Height) : Tile(spots[first + i]);
            yield return new TileBlock(tiles, Vectors(first, count));
        }
    }

    private IReadOnlyList<TileSpot> Spots()
    {
        var spots = file.ReadSpots(header);
        var places = new HashSet<(long, long)>();
        for (var i = 0; i < spots.Count; i++)
        {
            var spot = spots[i];
            if (spot.X is < 0 or > int.MaxValue / 2 || spot.Y is < 0 or > int.MaxValue / 2) throw Refused($"tile {i} lies at {spot.X},{spot.Y}, which is on no slide");
            if (slide.Width > 0 && (spot.X >= slide.Width || spot.Y >= slide.Height)) throw Refused($"tile {i} lies at {spot.X},{spot.Y}, outside the slide of {slide.Width} x {slide.Height} pixels");
            if (!places.Add((spot.X, spot.Y))) throw Refused($"two of its tiles lie at {spot.X},{spot.Y}");
        }

        return spots;
    }

    private TileRecord Tile(TileSpot spot)
    {
        var length = spot.Side ?? side ?? throw Refused("it does not say how large its tiles are; give their side in level-0 pixels with --patch-size");
        var tile = new TileRecord(slide, (int)spot.X, (int)spot.Y, length, length);
        return spot.Labels is null ? tile : tile with { Labels = spot.Labels };
    }

    private float[] Vectors(int first, int count)
    {
        var vectors = file.ReadVectors(header, first, count);
        for (var i = 0; i < vectors.Length; i++)
            if (!float.IsFinite(vectors[i])) throw Refused($"the vector of tile {first + (i / header.Dimension)} has {vectors[i]} at element {i % header.Dimension}");
        return vectors;
    }

    private FeatureFileException Refused(string reason) => new(path, reason);
}
