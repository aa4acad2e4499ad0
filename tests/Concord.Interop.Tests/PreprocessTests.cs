namespace Concord.Interop.Tests;

internal sealed class PreprocessTests
{
    [Test]
    public void Rgb8_SameSize_SplitsPlanesAndNormalises()
    {
        var tensor = new float[6];
        var options = new PreprocessOptions { OutputHeight = 1, OutputWidth = 2, Mean = [0, 0.5f, 0], Std = [1, 0.5f, 1] };

        Preprocess.Rgb8([255, 0, 51, 0, 255, 102], 2, 1, 6, options, tensor);

        Assert.That(tensor, Is.EqualTo(new[] { 1f, 0f, -1f, 1f, 0.2f, 0.4f }).Within(1e-6));
    }

    [Test]
    public void Rgb8_PaddedRows_AreReadByTheirStride()
    {
        var tensor = new float[6];

        Preprocess.Rgb8([255, 255, 255, 7, 0, 0, 0], 1, 2, 4, new PreprocessOptions { OutputHeight = 2, OutputWidth = 1 }, tensor);

        Assert.That(tensor, Is.EqualTo(new[] { 1f, 0f, 1f, 0f, 1f, 0f }));
    }

    [Test]
    public void Rgb8_Halved_KeepsAConstantImage()
    {
        var tensor = new float[12];

        Preprocess.Rgb8(Enumerable.Repeat((byte)51, 48).ToArray(), 4, 4, 12, new PreprocessOptions { OutputHeight = 2, OutputWidth = 2 }, tensor);

        Assert.That(tensor, Is.All.EqualTo(0.2f).Within(1e-6));
    }

    [Test]
    public void Rgb8_TooFewBytes_NamesNumbers() => Assert.That(
        () => Preprocess.Rgb8(new byte[11], 2, 2, 6, new PreprocessOptions { OutputHeight = 2, OutputWidth = 2 }, new float[12]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("rgb has 11 bytes; 2 x 2 pixels, 6 bytes apart, need 12"));

    [Test]
    public void Rgb8_StrideTooSmall_NamesNumbers() => Assert.That(
        () => Preprocess.Rgb8(new byte[12], 2, 2, 5, new PreprocessOptions { OutputHeight = 2, OutputWidth = 2 }, new float[12]),
        Throws.TypeOf<ConcordArgumentException>().With.Message.EqualTo("rowStride is 5; 2 RGB pixels need 6 bytes"));
}
