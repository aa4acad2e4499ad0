using System.Text;

namespace Concord.Plugins;

/// <summary>A concord_slide_reader_v1 as a slide reader.</summary>
internal sealed unsafe class NativeSlideReader(string id, NativeSlideReaderV1* reader) : ISlideReader
{
    public string Id => id;

    public bool Recognises(string path)
    {
        fixed (byte* name = Utf8(path)) return reader->Recognises(name) != 0;
    }

    public ISlide Open(string path)
    {
        var reason = stackalloc byte[NativeReason.Bytes];
        reason[0] = 0;
        nint slide = 0;
        fixed (byte* name = Utf8(path))
        {
            var status = reader->Open(name, &slide, reason, NativeReason.Bytes);
            if (status != 0) throw new SlideException(NativeReason.Of(status, reason));
        }

        return new NativeSlide(id, reader, slide);
    }

    private static byte[] Utf8(string path) => [.. Encoding.UTF8.GetBytes(path), 0];
}
