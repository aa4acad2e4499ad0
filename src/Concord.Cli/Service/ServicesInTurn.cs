namespace Concord.Cli.Service;

/// <summary>A plugin's embedder, asked in turns.</summary>
internal sealed class EmbedderInTurn(string id, ITileEmbedder inner, PluginTurns turns, CancellationToken cancel) : ITileEmbedder
{
    public int Dimension => inner.Dimension;

    public int Side => inner.Side;

    public void Embed(ReadOnlySpan<byte> rgb, Span<float> vector)
    {
        var pixels = rgb.ToArray();
        turns.Take(id, Run, cancel).CopyTo(vector);

        float[] Run()
        {
            var made = new float[inner.Dimension];
            inner.Embed(pixels, made);
            return made;
        }
    }
}

/// <summary>A plugin's slide reader, asked in turns. Refused as busy, it does not say that it does not recognise a file, but throws.</summary>
internal sealed class ReaderInTurn(ISlideReader inner, PluginTurns turns) : ISlideReader
{
    public string Id => inner.Id;

    public bool Recognises(string path) => turns.Take(Id, () => inner.Recognises(path), CancellationToken.None);

    public ISlide Open(string path) => new SlideInTurn(Id, turns.Take(Id, () => inner.Open(path), CancellationToken.None), turns);
}

/// <summary>A slide that a plugin has open, read in turns.</summary>
internal sealed class SlideInTurn(string id, ISlide inner, PluginTurns turns) : ISlide
{
    public IReadOnlyList<SlideLevel> Levels => inner.Levels;

    public double? Mpp => inner.Mpp;

    public double? ObjectivePower => inner.ObjectivePower;

    public string Format => inner.Format;

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        var length = rgb.Length;
        turns.Take(id, Run, CancellationToken.None).CopyTo(rgb);

        byte[] Run()
        {
            var pixels = new byte[length];
            inner.ReadRegion(level, x, y, width, height, pixels);
            return pixels;
        }
    }

    public void Dispose() => inner.Dispose();
}
