namespace Concord;

/// <summary>A rectangle of a level made small: squares of factor × factor pixels of the level, each of which becomes one pixel, its mean.</summary>
/// <param name="Level">Index into the slide's levels.</param>
/// <param name="Factor">Pixels of the level along a side of a square, 1 to <see cref="LevelShrinker.LargestFactor"/>.</param>
/// <param name="X">The first square of a row.</param>
/// <param name="Y">The first row of squares.</param>
/// <param name="Width">Squares a row. The last may be cut by the edge of the level; none lies beyond it.</param>
/// <param name="Height">Rows of squares.</param>
internal readonly record struct ShrunkRegion(int Level, int Factor, int X, int Y, int Width, int Height)
{
    /// <summary>Throws <see cref="ConcordArgumentException"/> for what does not lie in the level.</summary>
    internal void Check(IReadOnlyList<SlideLevel> levels, int bytes)
    {
        RegionArguments.Check(levels.Count, Level, Width, Height, bytes);
        if (Factor is < 1 or > LevelShrinker.LargestFactor) throw new ConcordArgumentException($"factor is {Factor}; it must be 1 to {LevelShrinker.LargestFactor}");
        var (across, down) = Squares(levels[Level], Factor);
        if (X < 0 || Y < 0 || (long)X + Width > across || (long)Y + Height > down)
        {
            throw new ConcordArgumentException($"{Width} x {Height} squares from {X},{Y} do not lie in a level of {across} x {down}");
        }
    }

    /// <summary>How many squares a level has, those that its edge cuts too.</summary>
    internal static (long Across, long Down) Squares(SlideLevel level, int factor) => ((level.Width + factor - 1) / factor, (level.Height + factor - 1) / factor);
}
