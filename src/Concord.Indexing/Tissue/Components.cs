namespace Concord.Indexing;

/// <summary>Connected pieces of a mask. Pieces touch at corners; holes, which are what is left between them, do not.</summary>
internal static class Components
{
    /// <summary>Removes pieces of fewer than `smallest` pixels. In place.</summary>
    internal static void RemoveSmall(bool[] mask, int width, long smallest) => Flip(mask, width, value: true, corners: true, smallest, keepAtEdge: false);

    /// <summary>Fills holes of fewer than `smallest` pixels; what reaches the edge of the mask is no hole. In place.</summary>
    internal static void FillSmall(bool[] mask, int width, long smallest) => Flip(mask, width, value: false, corners: false, smallest, keepAtEdge: true);

    private static void Flip(bool[] mask, int width, bool value, bool corners, long smallest, bool keepAtEdge)
    {
        if (smallest <= 1) return;
        var seen = new bool[mask.Length];
        var piece = new List<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (seen[start] || mask[start] != value) continue;
            var atEdge = Collect(mask, width, start, corners, seen, piece);
            if (piece.Count >= smallest || (keepAtEdge && atEdge)) continue;
            foreach (var at in piece) mask[at] = !value;
        }
    }

    /// <summary>Gathers the piece that holds `start`; the list is its own queue. Returns whether it reaches the edge.</summary>
    private static bool Collect(bool[] mask, int width, int start, bool corners, bool[] seen, List<int> piece)
    {
        var (height, atEdge) = (mask.Length / width, false);
        piece.Clear();
        Visit(start);
        for (var i = 0; i < piece.Count; i++)
        {
            var (y, x) = Math.DivRem(piece[i], width);
            atEdge |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if (!corners && dx != 0 && dy != 0) continue;
                    var (nx, ny) = (x + dx, y + dy);
                    if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
                    var next = (ny * width) + nx;
                    if (!seen[next] && mask[next] == mask[start]) Visit(next);
                }
            }
        }

        return atEdge;

        void Visit(int at)
        {
            seen[at] = true;
            piece.Add(at);
        }
    }
}
