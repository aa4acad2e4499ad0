namespace Concord.Indexing;

/// <summary>Colours of markers that stains do not reach.</summary>
internal enum InkColour
{
    None,
    Green,
    Blue,
    Red,
    Black,
}
