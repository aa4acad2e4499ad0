namespace Concord.Cli.Queries;

/// <summary>Votes on a label, held against the archive's own distances where that is wanted.</summary>
/// <param name="Label">The label.</param>
/// <param name="Voters">How many of the nearest vote; null: five, or as many as were asked for where that is fewer.</param>
/// <param name="Calibrated">There is no answer beyond the archive's own distances.</param>
internal sealed record LabelVoter(string Label, int? Voters, bool Calibrated)
{
    /// <summary>A calibration of slides asks so many slides; of tiles, so many tiles.</summary>
    private const int CalibrationSlides = 16, CalibrationTiles = 200;

    private const int StandardVoters = 5;

    /// <summary>Null where no hit has the label: there is nothing to vote on.</summary>
    internal LabelVote? OfTiles(Collection collection, Space space, SearchRequest request, SearchAnswer answer, CancellationToken cancel) => Vote(
        request.K,
        [.. answer.Hits.Select(hit => (hit.Labels.GetValueOrDefault(Label), (double)hit.Distance))],
        () => collection.CalibrateTiles(space, new CalibrationOptions { Label = Label, Sample = CalibrationTiles }, cancel));

    internal LabelVote? OfSlides(Collection collection, Space space, SlideQuery asked, SlideAnswer answer, CancellationToken cancel)
    {
        var options = new CalibrationOptions { Label = Label, Sample = CalibrationSlides, Ranking = asked.Ranking, TilesPerSlide = asked.TilesPerSlide };
        return Vote(
            asked.K,
            [.. answer.Hits.Select(hit => (hit.Slide.Labels.GetValueOrDefault(Label), hit.Distance))],
            () => collection.CalibrateSlides(space, options, cancel));
    }

    private LabelVote? Vote(int k, List<(string? Label, double)> nearest, Func<Calibration?> calibrate) => nearest.TrueForAll(hit => hit.Label is null)
        ? null
        : LabelVote.Of(nearest, Voters ?? Math.Min(StandardVoters, k), Calibrated ? calibrate() : null);
}
