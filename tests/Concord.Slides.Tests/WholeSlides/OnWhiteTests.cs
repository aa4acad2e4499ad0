namespace Concord.Tests;

/// <summary>OpenSlide's premultiplied pixels on white, beside the definition.</summary>
public sealed class OnWhiteTests
{
    [Test]
    public void OnWhite_AnyLengthAndTransparencyAnywhere_AddsTheWhiteThatAlphaLacks([Range(0, 21)] int pixels)
    {
        for (var clear = -1; clear < pixels; clear++)
        {
            var argb = Enumerable.Range(0, pixels).Select(i => i == clear ? 0x40302010u : 0xFF000000u | (uint)(i * 0x010203)).ToArray();
            var rgb = new byte[3 * pixels];
            OpenSlideSlide.OnWhite(argb, rgb);
            Assert.That(rgb, Is.EqualTo(argb.SelectMany(OnWhite)), $"transparent at {clear}");
        }
    }

    private static byte[] OnWhite(uint argb)
    {
        var missing = 255 - (argb >> 24);
        return [(byte)(((argb >> 16) & 255) + missing), (byte)(((argb >> 8) & 255) + missing), (byte)((argb & 255) + missing)];
    }
}
