namespace Concord.Study;

/// <summary>Numbers in a legend, from a font of 3 × 5 pixels drawn threefold: no font has to be on the machine.</summary>
internal static class PixelText
{
    private const int Size = 3;

    internal const int Height = 5 * Size;

    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['0'] = "###|#.#|#.#|#.#|###",
        ['1'] = ".#.|##.|.#.|.#.|###",
        ['2'] = "###|..#|###|#..|###",
        ['3'] = "###|..#|.##|..#|###",
        ['4'] = "#.#|#.#|###|..#|..#",
        ['5'] = "###|#..|###|..#|###",
        ['6'] = "###|#..|###|#.#|###",
        ['7'] = "###|..#|.#.|.#.|.#.",
        ['8'] = "###|#.#|###|#.#|###",
        ['9'] = "###|#.#|###|..#|###",
        ['.'] = "...|...|...|...|.#.",
        ['-'] = "...|...|###|...|...",
        ['+'] = "...|.#.|###|.#.|...",
        ['E'] = "###|#..|##.|#..|###",
    };

    internal static void Write(Canvas canvas, int left, int top, string text)
    {
        foreach (var sign in text)
        {
            var rows = Glyphs.GetValueOrDefault(sign, "...|...|...|...|...").Split('|');
            for (var y = 0; y < rows.Length; y++)
                for (var x = 0; x < rows[y].Length; x++)
                    if (rows[y][x] == '#') canvas.Fill(left + (x * Size), top + (y * Size), left + ((x + 1) * Size), top + ((y + 1) * Size), (0x1d, 0x21, 0x29), 1);
            left += 4 * Size;
        }
    }
}
