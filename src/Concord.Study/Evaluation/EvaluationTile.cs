namespace Concord.Study;

/// <summary>What an evaluation needs to know of a tile. Label is the one that must agree, null when the tile has none.</summary>
internal sealed record EvaluationTile(long Id, string? Label, string Slide, string Case, string Patient, string? Centre, string? Split)
{
    internal static EvaluationTile Of(TileInfo tile, string label) => new(
        tile.Id, tile.Labels.GetValueOrDefault(label), tile.Slide, tile.Case, tile.Patient, tile.Centre, tile.Split);

    /// <summary>Tiles of one group are never each other's neighbours. A tile without a centre is alone in its group.</summary>
    internal string Group(Exclusion exclusion) => exclusion switch
    {
        Exclusion.Slide => Slide,
        Exclusion.Case => Case,
        Exclusion.Patient => Patient,
        Exclusion.Centre when Centre is not null => Centre,
        _ => $"tile {Id}",
    };
}
