namespace Concord.Study;

/// <summary>Which figures are made.</summary>
public sealed record FigureOptions
{
    /// <summary>The label that colours and judges.</summary>
    public string LabelName { get; init; } = "label";

    /// <summary>Hits shown beside a query.</summary>
    public int K { get; init; } = 5;

    /// <summary>The space before; null: the collection's first.</summary>
    public string? Space { get; init; }

    /// <summary>The derived space after; null: the first that an adapter derived from the space before, and where there is none, an adapter trained for the figures.</summary>
    public string? Adapted { get; init; }

    /// <summary>Whether the data were drawn: each figure says so.</summary>
    public bool Synthetic { get; init; }
}
