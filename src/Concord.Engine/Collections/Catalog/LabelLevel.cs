namespace Concord;

/// <summary>What a label hangs on; the values are stored. The nearer to the tile, the larger.</summary>
internal enum LabelLevel
{
    Patient = 1,
    Case = 2,
    Slide = 3,
    Tile = 4,
}
