namespace Concord.Tests;

/// <summary>Three images of integer formulas, and what the built-in model must give for them.</summary>
internal static class CheckImages
{
    private const int Side = 224;
    private static readonly int[] Families = [0, 64, 128, 144, 336, 480];

    internal static IEnumerable<TestCaseData> Expected()
    {
        yield return new TestCaseData(0,
            new (int, double)[] { (143, 0.18159), (104, 0.16780), (32, 0.16303), (96, 0.14505), (282, 0.14328), (24, 0.14306), (217, 0.13213), (441, 0.12462) },
            new[] { -0.0254747, -0.0104820, -0.0352941, -0.0687370, -0.2485912 });
        yield return new TestCaseData(1,
            new (int, double)[] { (0, 0.38730), (64, 0.38730), (144, 0.30364), (208, 0.30364), (272, 0.30364), (135, 0.22361), (136, 0.22361), (348, 0.15626) },
            new[] { 0.3872984, 0.0456164, 0.4358456, -0.0353063, -0.2968954 });
        yield return new TestCaseData(2,
            new (int, double)[] { (138, 0.26272), (20, 0.21709), (84, 0.18430), (83, 0.17285), (139, 0.16821), (289, 0.15299), (91, 0.15216), (28, 0.13999) },
            new[] { -0.0305732, 0.1116696, 0.2977593, -0.1015276, -0.4790785 });
    }

    internal static double WeightedSum(float[] vector, int family) =>
        Enumerable.Range(Families[family], Families[family + 1] - Families[family]).Sum(i => vector[i] * Math.Cos(0.37 * i));

    internal static IReadOnlyList<RgbImage> All() => [Ramps(), TestImage.Plain(Side, Side, 255, 255, 255), Nuclei()];

    private static RgbImage Ramps() => Draw((x, y, c) => (byte)((y * (3 + c)) + (x * (5 - c)) + (x * y / 7)));

    private static RgbImage Nuclei()
    {
        var image = Draw((x, y, c) => (byte)(c switch { 0 => 224 - ((x + (2 * y)) % 16), 1 => 160 + (((3 * x) + y) % 24), _ => 208 }));
        for (var i = 0; i < 7; i++)
        {
            for (var j = 0; j < 7; j++) Disc(image, (32 * j) + 16 + (((5 * i) + (7 * j)) % 9) - 4, (32 * i) + 16 + (((7 * i) + (5 * j)) % 9) - 4, 36 + (12 * ((i + j) % 4)));
        }

        return image;
    }

    private static void Disc(RgbImage image, int centreX, int centreY, int squaredRadius)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if (((y - centreY) * (y - centreY)) + ((x - centreX) * (x - centreX)) > squaredRadius) continue;
                new byte[] { 96, 64, 144 }.CopyTo(image.Pixels, 3 * ((y * Side) + x));
            }
        }
    }

    private static RgbImage Draw(Func<int, int, int, byte> value)
    {
        var pixels = new byte[3 * Side * Side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = value(i / 3 % Side, i / 3 / Side, i % 3);
        return new RgbImage(Side, Side, pixels);
    }
}
