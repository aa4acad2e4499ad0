namespace Concord.Interop.Tests;

internal sealed class SegmentWriterTests : IndexFixture
{
    [Test]
    public void Append_ManyRows_GivesChunksThatCoverThem()
    {
        using var writer = SegmentWriter.Create(At("a.seg"), Shape);
        var rows = (int)Shape.ChunkRows + 3;

        var chunks = writer.Append<float>(Draw(5)).Concat(writer.Append<float>(Draw(rows))).ToArray();

        Assert.That(chunks.Select(c => (c.First, c.Rows)), Is.EqualTo(new[] { (0L, 5L), (5L, Shape.ChunkRows), (5 + Shape.ChunkRows, 3L) }));
        Assert.That(writer.Rows, Is.EqualTo(rows + 5));
    }

    [Test]
    public void Append_HashOfAChunk_IsTheHashOfItsBytes()
    {
        using var writer = SegmentWriter.Create(At("a.seg"), Shape);
        var rows = Draw(5);

        var chunk = writer.Append<float>(rows).Single();

        Assert.That(chunk.Xxh3, Is.EqualTo(Hashing.Hash64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(rows.AsSpan()))));
    }

    [Test]
    public void Create_FileThere_IsRefused()
    {
        SegmentWriter.Create(At("a.seg"), Shape).Dispose();

        Assert.That(() => SegmentWriter.Create(At("a.seg"), Shape), Throws.TypeOf<ConcordAlreadyExistsException>());
    }

    [Test]
    public void Open_RowsNeverCommitted_CutsThemOff()
    {
        using (var writer = SegmentWriter.Create(At("a.seg"), Shape)) writer.Append<float>(Draw(9));
        var whole = new FileInfo(At("a.seg")).Length;

        using var again = SegmentWriter.Open(At("a.seg"), Shape, 4);

        Assert.That(again.Rows, Is.EqualTo(4));
        Assert.That(new FileInfo(At("a.seg")).Length, Is.EqualTo(whole - 5 * Shape.RowBytes));
    }

    [Test]
    public void Open_MoreRowsThanThere_IsCorrupt()
    {
        SegmentWriter.Create(At("a.seg"), Shape).Dispose();

        Assert.That(() => SegmentWriter.Open(At("a.seg"), Shape, 1), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void Open_OtherCollection_IsCorrupt()
    {
        SegmentWriter.Create(At("a.seg"), Shape).Dispose();

        Assert.That(() => SegmentWriter.Open(At("a.seg"), Shape with { Collection = Guid.Empty }, 0), Throws.TypeOf<ConcordCorruptException>());
    }

    [Test]
    public void Create_Header_HoldsTheUuidAsItIsWrittenDown()
    {
        SegmentWriter.Create(At("a.seg"), Shape).Dispose();

        var bytes = Convert.ToHexString(File.ReadAllBytes(At("a.seg")));

        Assert.That(bytes, Does.Contain("00112233445566778899AABBCCDDEEFF"));
    }

    [Test]
    public void Append_HalfRow_IsRefused()
    {
        using var writer = SegmentWriter.Create(At("a.seg"), Shape);

        Assert.That(() => writer.Append<float>(new float[Dimension + 4]), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Append_OtherElementType_IsRefused()
    {
        using var writer = SegmentWriter.Create(At("a.seg"), Shape);

        Assert.That(() => writer.Append<Half>(new Half[Dimension]), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Append_Disposed_Throws()
    {
        var writer = SegmentWriter.Create(At("a.seg"), Shape);
        writer.Dispose();

        Assert.That(() => writer.Append<float>(Draw(1)), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(writer.Sync, Throws.TypeOf<ObjectDisposedException>());
    }
}
