namespace Concord.Study;

/// <summary>What an evaluation needs to know of a tile. Label is the one that must agree, null when the tile has none.</summary>
internal sealed record EvaluationTile(long Id, string? Label, string Slide, string Case, string Patient, string? Centre, string? Split)
{
    /// <summary>Where it lies on its slide; null for a slide.</summary>
    internal string? Place { get; private init; }

    /// <summary>What it is called in every collection that holds it, however that numbers its tiles.</summary>
    internal string Name => Place is null ? Slide : $"{Slide} {Place}";

    internal static EvaluationTile Of(TileInfo tile, string label) =>
        new(tile.Id, tile.Labels.GetValueOrDefault(label), tile.Slide, tile.Case, tile.Patient, tile.Centre, tile.Split)
        {
            Place = FormattableString.Invariant($"{tile.X},{tile.Y},{tile.Width},{tile.Height}"),
        };

    /// <summary>Tiles of one group are never each other's neighbours. Where the centre is unknown the patient stands for it, as in searches.</summary>
    internal string Group(Exclusion exclusion) => exclusion switch
    {
        Exclusion.Slide => Slide,
        Exclusion.Case => Case,
        Exclusion.Patient => Patient,
        Exclusion.Centre when Centre is not null => Centre,
        Exclusion.Centre => $"\0patient {Patient}",
        _ => $"\0tile {Id}",
    };
}
