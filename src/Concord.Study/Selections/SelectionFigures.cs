namespace Concord.Study;

/// <summary>One selection: its size and its accuracy.</summary>
/// <param name="Selection">Its id, with all that changes the choice.</param>
/// <param name="Tiles">Tiles it keeps: rows of the collection.</param>
/// <param name="Share">Of all tiles.</param>
/// <param name="Bytes">Of their vectors.</param>
/// <param name="Evaluation">How slides find slides with these tiles.</param>
/// <param name="Changes">Against the first selection, with paired intervals; empty for that one.</param>
public sealed record SelectionFigures(string Selection, long Tiles, double Share, long Bytes, SlideEvaluation Evaluation, IReadOnlyList<MetricChange> Changes)
{
    internal static SelectionFigures Of(string selection, long tiles, long all, SlideEvaluation evaluation, SelectionFigures? first)
    {
        var (report, options) = (evaluation.Figures, evaluation.Options.Evaluation);
        return new SelectionFigures(
            selection, tiles, all == 0 ? 0 : (double)tiles / all, tiles * report.Cost.BytesPerVector, evaluation,
            first is null ? [] : MetricFigures.Changes(Outcomes(first.Evaluation), Outcomes(evaluation), options.Ks, options.Draws, options.Seed));
    }

    private static List<QueryOutcome> Outcomes(SlideEvaluation evaluation) => [.. evaluation.Figures.PerQuery.Select(record => record.ToOutcome())];
}
