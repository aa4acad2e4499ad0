using Concord.Indexing;

namespace Concord.Tests;

public class MorphologyTests
{
    private const int Width = 23;
    private const int Height = 17;

    [Test]
    public void DilateAndErode_RandomMasks_EqualPlainLoops([Values(0, 1, 2, 3, 5, 40)] int radius, [Values(5, 30, 70)] int percent)
    {
        var mask = RandomMask(percent, radius);
        Assert.Multiple(() =>
        {
            Assert.That(Morphology.Dilate(mask, Width, radius), Is.EqualTo(Plain(mask, radius, grows: true)));
            Assert.That(Morphology.Erode(mask, Width, radius), Is.EqualTo(Plain(mask, radius, grows: false)));
        });
    }

    [Test]
    public void CloseAndOpen_RandomMasks_AreTheirDefinitionAndChangeNothingTwice([Values(1, 2, 4)] int radius)
    {
        var mask = RandomMask(40, radius);
        var (closed, opened) = (Morphology.Close(mask, Width, radius), Morphology.Open(mask, Width, radius));
        Assert.Multiple(() =>
        {
            Assert.That(closed, Is.EqualTo(Plain(Plain(mask, radius, true), radius, false)));
            Assert.That(opened, Is.EqualTo(Plain(Plain(mask, radius, false), radius, true)));
            Assert.That(Morphology.Close(closed, Width, radius), Is.EqualTo(closed));
            Assert.That(Morphology.Open(opened, Width, radius), Is.EqualTo(opened));
        });
    }

    [Test]
    public void Open_TissueCutByTheEdge_StaysWhole()
    {
        var all = Enumerable.Repeat(true, Width * Height).ToArray();
        Assert.That(Morphology.Open(all, Width, 3), Is.EqualTo(all));
    }

    [Test]
    public void RemoveSmall_RandomMasks_KeepsPiecesOfEnoughPixels([Values(1, 2, 4, 9)] int smallest)
    {
        var mask = RandomMask(35, smallest);
        var expected = KeepLarge(mask, corners: true, piece => piece.Count >= smallest, value: true);
        Components.RemoveSmall(mask, Width, smallest);
        Assert.That(mask, Is.EqualTo(expected));
    }

    [Test]
    public void FillSmall_RandomMasks_FillsHolesThatDoNotReachTheEdge([Values(1, 2, 4, 9)] int smallest)
    {
        var mask = RandomMask(75, smallest);
        var expected = KeepLarge(mask, corners: false, hole => hole.Count >= smallest || hole.Any(OnEdge), value: false);
        Components.FillSmall(mask, Width, smallest);
        Assert.That(mask, Is.EqualTo(expected));
    }

    private static bool[] RandomMask(int percent, int seed)
    {
        var random = new SplitMix((ulong)((1000 * percent) + seed));
        return [.. Enumerable.Range(0, Width * Height).Select(_ => random.Below(100) < percent)];
    }

    private static bool[] Plain(bool[] mask, int radius, bool grows) => [.. Enumerable.Range(0, mask.Length).Select(at =>
    {
        for (var dy = -radius; dy <= radius; dy++)
        {
            for (var dx = -radius; dx <= radius; dx++)
            {
                var (x, y) = ((at % Width) + dx, (at / Width) + dy);
                if ((dx * dx) + (dy * dy) > radius * radius || x < 0 || y < 0 || x >= Width || y >= Height) continue;
                if (mask[(y * Width) + x] == grows) return grows;
            }
        }

        return !grows;
    })];

    private static bool OnEdge(int at) => at % Width is 0 or Width - 1 || at / Width is 0 or Height - 1;

    /// <summary>Labels by spreading the smallest number until nothing changes: slow and plain.</summary>
    private static bool[] KeepLarge(bool[] mask, bool corners, Func<List<int>, bool> keeps, bool value)
    {
        var labels = Enumerable.Range(0, mask.Length).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var a = 0; a < mask.Length; a++)
            {
                foreach (var b in Neighbours(a, corners).Where(b => mask[a] == mask[b] && labels[b] < labels[a])) (labels[a], changed) = (labels[b], true);
            }
        }

        var kept = mask.ToArray();
        foreach (var piece in Enumerable.Range(0, mask.Length).Where(at => mask[at] == value).GroupBy(at => labels[at]))
        {
            if (keeps([.. piece])) continue;
            foreach (var at in piece) kept[at] = !value;
        }

        return kept;
    }

    private static IEnumerable<int> Neighbours(int at, bool corners) =>
        from dy in new[] { -1, 0, 1 }
        from dx in new[] { -1, 0, 1 }
        let x = (at % Width) + dx
        let y = (at / Width) + dy
        where (corners || dx == 0 || dy == 0) && x >= 0 && y >= 0 && x < Width && y < Height
        select (y * Width) + x;
}
