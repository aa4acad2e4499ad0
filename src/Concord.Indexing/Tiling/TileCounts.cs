namespace Concord.Indexing;

/// <summary>How many tiles a slide's grid has, and what became of them. Immutable.</summary>
/// <param name="All">Places of the grid.</param>
/// <param name="Kept">Tiles left.</param>
/// <param name="Dropped">Tiles left out, by reason; reasons that dropped none are absent.</param>
public sealed record TileCounts(long All, long Kept, IReadOnlyDictionary<DropReason, long> Dropped)
{
    /// <summary>Tiles left out for one reason.</summary>
    public long Of(DropReason reason) => reason == DropReason.None ? Kept : Dropped.GetValueOrDefault(reason);

    /// <summary>These counts after one more of the kept tiles was dropped, as when its pixels were judged.</summary>
    public TileCounts AndDropped(DropReason reason, long tiles = 1)
    {
        if (reason == DropReason.None || tiles == 0) return this;
        if (tiles < 0 || tiles > Kept) throw new ConcordArgumentException($"{tiles} tiles cannot be dropped; {Kept} are kept");
        var dropped = new SortedDictionary<DropReason, long>(Dropped.ToDictionary()) { [reason] = Of(reason) + tiles };
        return this with { Kept = Kept - tiles, Dropped = dropped };
    }

    public override string ToString() =>
        string.Join(", ", [$"{Kept} of {All} tiles kept", .. Dropped.OrderBy(entry => entry.Key).Select(entry => $"{entry.Value} {Words(entry.Key)}")]);

    /// <summary>The reason in words that follow a number.</summary>
    public static string Words(DropReason reason) => reason switch
    {
        DropReason.None => "kept",
        DropReason.Edge => "beyond the edge",
        DropReason.NoTissue => "without enough tissue",
        DropReason.Annotation => "outside the annotations",
        DropReason.Blank => "blank",
        DropReason.Pen => "with marker",
        DropReason.Blur => "out of focus",
        _ => reason.ToString(),
    };
}
