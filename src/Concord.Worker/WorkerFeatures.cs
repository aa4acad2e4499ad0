using System.Runtime.InteropServices;
using MessagePack;

namespace Concord.Worker;

/// <summary>The file of features that is open, one at a time.</summary>
internal sealed class WorkerFeatures(Func<string, string?, IFeatureFile> open)
{
    private IFeatureFile? _file;

    /// <summary>Entries of the map that <see cref="Write"/> writes.</summary>
    internal const int Entries = 10;

    private IFeatureFile File => _file ?? throw new ConcordArgumentException("no file of features is open");

    internal void Open(string path, string coords)
    {
        Close();
        _file = open(path, coords.Length == 0 ? null : coords);
    }

    internal void Write(ref MessagePackWriter writer)
    {
        var header = File.Slides[0];
        writer.Write("slide");
        writer.Write(header.Slide);
        writer.Write("rows");
        writer.Write(header.Rows);
        writer.Write("dimension");
        writer.Write(header.Dimension);
        writer.Write("whole_slide");
        writer.Write(header.IsWholeSlide);
        writer.Write("encoder");
        writer.Write(header.Encoder ?? "");
        writer.Write("patch_size");
        writer.Write(header.PatchSize ?? -1);
        writer.Write("patch_size_level0");
        writer.Write(header.PatchSizeLevel0 ?? -1);
        writer.Write("magnification");
        if (header.TargetMagnification is { } magnification) writer.Write(magnification);
        else writer.WriteNil();
        writer.Write("width");
        writer.Write(header.SlideWidth);
        writer.Write("height");
        writer.Write(header.SlideHeight);
    }

    /// <summary>Corners of all tiles, x and y in turn, as 64-bit integers.</summary>
    internal void Spots(WorkerBytes bytes)
    {
        var spots = File.ReadSpots(File.Slides[0]);
        bytes.Fill(2L * sizeof(long) * spots.Count, into =>
        {
            var corners = MemoryMarshal.Cast<byte, long>(into);
            for (var i = 0; i < spots.Count; i++) (corners[2 * i], corners[(2 * i) + 1]) = (spots[i].X, spots[i].Y);
        });
    }

    /// <summary>Rows of 32-bit floats.</summary>
    internal void Vectors(WorkerBytes bytes, int first, int count)
    {
        var header = File.Slides[0];
        if (first < 0 || count < 1 || (long)first + count > header.Rows) throw new ConcordArgumentException($"there are no rows {first} to {(long)first + count - 1}");
        var vectors = File.ReadVectors(header, first, count);
        bytes.Fill(sizeof(float) * (long)vectors.Length, into => MemoryMarshal.AsBytes(vectors.AsSpan()).CopyTo(into));
    }

    internal void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
