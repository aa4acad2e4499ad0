using Concord.Indexing;

namespace Concord.Study;

/// <summary>What choosing tiles saves and costs: for each selection the rows that a collection would hold, and how well slides find slides with these alone.</summary>
public sealed record SelectionTrade
{
    /// <summary>In the order the selections were given.</summary>
    public required IReadOnlyList<SelectionFigures> Rows { get; init; }

    /// <summary>Slides that no colours are known of since their file cannot be read: colour groups are one there, and a mosaic spreads tiles by place alone.</summary>
    public required int Colourless { get; init; }

    /// <summary>Slides in all.</summary>
    public required int Slides { get; init; }

    /// <summary>
    /// Evaluates each selection of `selections` as if only its tiles had been indexed, slide against slide and exactly. The collection should hold all tiles;
    /// changes are against the first selection. Throws as <see cref="SlideEvaluation.Run"/> does, and <see cref="ConcordArgumentException"/> for no selection.
    /// </summary>
    public static SelectionTrade Run(
        Collection collection, Space space, SlideEvaluationOptions options, IReadOnlyList<ITileSelection> selections, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(selections);
        if (selections.Count == 0) throw new ConcordArgumentException("no selection of tiles to evaluate; give at least one");
        var present = collection.SlidesIn(space, options.Evaluation.Where).ToHashSet();
        var slides = StoredTiles.Of(collection.Tiles().Where(tile => present.Contains(tile.SlideInfo.Id)), progress, cancel);
        var exact = options with { Evaluation = options.Evaluation with { Exact = true } };
        var rows = new List<SelectionFigures>();
        foreach (var selection in selections)
        {
            var chosen = slides.SelectMany(slide => slide.Choose(selection)).ToHashSet();
            var evaluation = SlideEvaluation.Run(collection, space, exact with { Tiles = chosen }, progress, cancel);
            rows.Add(SelectionFigures.Of(selection.Id, chosen.Count, slides.Sum(slide => slide.Count), evaluation, rows.FirstOrDefault()));
        }

        return new SelectionTrade { Rows = rows, Colourless = slides.Count(slide => !slide.HasColours), Slides = slides.Count };
    }
}
