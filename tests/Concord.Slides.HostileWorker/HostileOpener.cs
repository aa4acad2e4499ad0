namespace Concord.Tests;

/// <summary>Does what hostile files say; hands other files on.</summary>
internal sealed class HostileOpener(ISlideOpener inner, TamperingStream answers) : ISlideOpener
{
    public bool IsWholeSlide(string path)
    {
        if (HostileFile.Of(path) is not { } file) return inner.IsWholeSlide(path);
        if (file.When == "recognise") HostileActs.Do(file.What, answers);
        return file.When != "image";
    }

    public ISlide Open(string path)
    {
        if (HostileFile.Of(path) is not { } file) return inner.Open(path);
        if (file.When == "open") HostileActs.Do(file.What, answers);
        return new HostileSlide(file, answers);
    }

    public IImageDecoder Decoder() => new HostileDecoder(inner.Decoder(), answers);

    public void Dispose() => inner.Dispose();

    private sealed class HostileDecoder(IImageDecoder inner, TamperingStream answers) : IImageDecoder
    {
        public int Width => inner.Width;

        public int Height => inner.Height;

        public ReadOnlySpan<byte> Pixels => inner.Pixels;

        public void Read(string path)
        {
            if (HostileFile.Of(path) is { } file) HostileActs.Do(file.What, answers);
            inner.Read(path);
        }
    }
}
