namespace Concord.Interop.Tests;

internal sealed class VectorsTests
{
    [Test]
    public void Convert_ToHalf_RoundsToNearestEven()
    {
        var output = new Half[4];

        Vectors.Convert<float, Half>([1f, -2.5f, 1f / 3, 65504f], 2, false, output);

        Assert.That(output, Is.EqualTo(new[] { (Half)1, (Half)(-2.5), (Half)(1f / 3), (Half)65504 }));
    }

    [Test]
    public void Convert_Normalised_HasUnitRowsAndKeepsZeroRows()
    {
        float[] rows = [3, 4, 0, 0];

        Vectors.Convert<float, float>(rows, 2, true, rows);

        Assert.That(rows, Is.EqualTo(new[] { 0.6f, 0.8f, 0f, 0f }).Within(1e-7));
    }

    [Test]
    public void Convert_FromBfloat16_ReadsUpperHalf()
    {
        byte[] output = new byte[4];

        Vectors.Convert([0x80, 0x3F], NativeDtype.Bfloat16, 1, 1, false, output, NativeDtype.Float32);

        Assert.That(BitConverter.ToSingle(output), Is.EqualTo(1f));
    }

    [Test]
    public void Convert_NaN_CarriesNativeText() => Assert.That(
        () => Vectors.Convert<float, float>([0, 1, 2, float.NaN], 2, false, new float[4]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("1").And.Property(nameof(ConcordException.Code))
            .EqualTo(ConcordErrorCode.BadArgument));

    [Test]
    public void Convert_OutputTooShort_NamesNumbers() => Assert.That(
        () => Vectors.Convert<float, Half>(new float[6], 3, false, new Half[5]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("output has 10 elements; 2 x 3 Float16 in bytes needs 12"));

    [Test]
    public void Convert_NoMultipleOfDimension_NamesNumbers() => Assert.That(
        () => Vectors.Convert<float, float>(new float[5], 3, false, new float[5]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("5").And.Message.Contains("3"));

    [Test]
    public void Convert_OtherElementType_IsRefused() => Assert.That(
        () => Vectors.Convert<int, float>(new int[2], 2, false, new float[2]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("Int32"));

    [Test]
    public void Convert_NoRows_DoesNothing() =>
        Assert.That(() => Vectors.Convert<float, float>([], 3, false, []), Throws.Nothing);

    [Test]
    public void Hash64_NoBytes_IsXxh3OfNothing() => Assert.That(Hashing.Hash64([]), Is.EqualTo(0x2D06800538D394C2));

    [Test]
    public void Hash64_Bytes_DependsOnThem() => Assert.That(Hashing.Hash64([1, 2, 3]), Is.Not.EqualTo(Hashing.Hash64([1, 2, 4])));
}
