using System.Globalization;

namespace Concord.Study;

/// <summary>Makes packs of answers.</summary>
public static class NeighbourPacks
{
    private const int SimilarityDigits = 7;

    /// <summary>The pack of a search for tiles.</summary>
    /// <param name="collection">That was searched.</param>
    /// <param name="space">That was searched.</param>
    /// <param name="query">What was asked, by name; the rest is filled in from `tile` or `slide`.</param>
    /// <param name="tile">The tile of the collection that it is, or null.</param>
    /// <param name="slide">The slide it lies on, or null.</param>
    /// <param name="answer">The hits.</param>
    /// <param name="vote">On `label`, or null.</param>
    /// <param name="label">The label voted on.</param>
    /// <param name="withPaths">Paths of files and names of patients as they are.</param>
    public static NeighbourPack OfTiles(
        Collection collection, Space space, PackQuery query, TileInfo? tile, SlideInfo? slide, SearchAnswer answer, LabelVote? vote, string label, bool withPaths)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(answer);
        var names = new PackNames(withPaths);
        if (slide is not null) names.Patient(slide.Patient, slide.Case, slide.Name);
        foreach (var hit in answer.Hits) names.Patient(hit.Patient, hit.Case, hit.Slide);
        var series = new PackRadiology(answer.Hits.SelectMany(hit => hit.Series), names);
        return new NeighbourPack
        {
            Kind = "tiles",
            Collection = new PackArchive(collection.Name, collection.Id),
            Space = Describe(space),
            Query = Subject(query, slide, names) with
            {
                Tile = tile?.Id,
                Labels = (tile?.Labels ?? slide?.Labels) is { } own ? names.Labels(own) : null,
                Place = tile is null ? query.Place : new PackPlace(tile.X, tile.Y, tile.Width, tile.Height, tile.SlideInfo.Mpp),
            },
            Search = new PackSearch(answer.Facts.Exact, answer.Facts.ExpectedRecall, answer.Facts.Rows, null, null),
            Contrasts = series.Contrasts,
            Hits = [.. answer.Hits.Select(hit => Tile(hit, space, names, series))],
            Vote = Vote(vote, label, names),
            Shortfall = answer.Shortfall,
        };
    }

    /// <summary>The pack of a search for slides; otherwise as <see cref="OfTiles"/>.</summary>
    public static NeighbourPack OfSlides(
        Collection collection, Space space, SlideInfo query, SlideQuery asked, SlideAnswer answer, LabelVote? vote, string label, bool withPaths)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(answer);
        var names = new PackNames(withPaths);
        names.Patient(query.Patient, query.Case, query.Name);
        foreach (var hit in answer.Hits) names.Patient(hit.Slide.Patient, hit.Slide.Case, hit.Slide.Name);
        var series = new PackRadiology(answer.Hits.SelectMany(hit => hit.Series), names);
        return new NeighbourPack
        {
            Kind = "slides",
            Collection = new PackArchive(collection.Name, collection.Id),
            Space = Describe(space),
            Query = Subject(new PackQuery(query.Name) { K = asked.K, Where = asked.Where, Exclude = asked.Exclude, Ranking = asked.Ranking }, query, names) with
            {
                Labels = names.Labels(query.Labels),
            },
            Search = new PackSearch(answer.Facts.Exact, null, answer.Facts.Rows, answer.Facts.Slides, answer.Facts.Compared),
            Contrasts = series.Contrasts,
            Hits = [.. answer.Hits.Select(hit => Slide(hit, query, space, names, series))],
            Vote = Vote(vote, label, names),
            Shortfall = answer.Shortfall,
        };
    }

    private static PackSpace Describe(Space space)
    {
        var id = space.Identity;
        var cosine = id.Metric == Metric.Cosine;
        return new PackSpace(
            id.Id, space.Name, id.ModelId, id.WeightsSha256, id.Preprocessing, id.Pooling, id.Adapter, id.Dimension, id.Metric,
            cosine ? "1 - cosine" : "squared Euclidean", cosine ? "cosine = 1 - distance" : "1 / (1 + distance)");
    }

    private static double Similarity(double distance, Space space) =>
        Math.Round(space.Identity.Metric == Metric.Cosine ? 1 - distance : 1 / (1 + distance), SimilarityDigits);

    /// <summary>The float as people write it: as a double it would have digits that mean nothing.</summary>
    private static double Shortest(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static PackQuery Subject(PackQuery query, SlideInfo? slide, PackNames names) => query with
    {
        Name = names.Of(query.Name),
        Where = names.Condition(query.Where),
        Slide = slide is null ? null : names.Of(slide.Name),
        SlideId = slide?.Id,
        Case = slide is null ? null : names.Of(slide.Case),
        Patient = slide is null ? null : names.Patient(slide.Patient, slide.Case, slide.Name),
        Centre = slide?.Centre,
        File = names.File(slide?.Source?.Path ?? query.File),
    };

    private static PackHit Tile(Hit hit, Space space, PackNames names, PackRadiology series) => new()
    {
        Rank = hit.Rank,
        Distance = Shortest(hit.Distance),
        Similarity = Similarity(Shortest(hit.Distance), space),
        Tile = hit.Tile,
        Slide = names.Of(hit.Slide),
        SlideId = hit.SlideId,
        Case = names.Of(hit.Case),
        Patient = names.Patient(hit.Patient, hit.Case, hit.Slide),
        Centre = hit.Centre,
        Labels = names.Labels(hit.Labels),
        Place = new PackPlace(hit.X, hit.Y, hit.Width, hit.Height, hit.Mpp),
        File = names.File(hit.File),
        Series = series.Of(hit.Series),
    };

    private static PackHit Slide(SlideHit hit, SlideInfo query, Space space, PackNames names, PackRadiology series) => new()
    {
        Rank = hit.Rank,
        Distance = hit.Distance,
        Similarity = Similarity(hit.Distance, space),
        Slide = names.Of(hit.Slide.Name),
        SlideId = hit.Slide.Id,
        Case = names.Of(hit.Slide.Case),
        Patient = names.Patient(hit.Slide.Patient, hit.Slide.Case, hit.Slide.Name),
        Centre = hit.Slide.Centre,
        Labels = names.Labels(hit.Slide.Labels),
        File = names.File(hit.Slide.Source?.Path),
        Evidence = new PackEvidence(hit.AToB, hit.BToA, hit.Tiles, [.. hit.Pairs.Select(pair => new PackPair(
            pair.Kind, Shortest(pair.Distance), Similarity(Shortest(pair.Distance), space), pair.Query.Tile, Place(pair.Query, query), pair.Hit.Tile, Place(pair.Hit, hit.Slide)))]),
        Series = series.Of(hit.Series),
    };

    private static PackPlace? Place(PairTile tile, SlideInfo slide) =>
        tile.Box is { } box ? new PackPlace(box.X, box.Y, box.Width, box.Height, slide.Mpp) : null;

    private static PackVote? Vote(LabelVote? vote, string label, PackNames names) => vote is null ? null : new PackVote(
        label, vote.K, vote.Voters, vote.Answer is { } answer ? names.Label(answer) : null, vote.NoAnswer, vote.Leader is { } leader ? names.Label(leader) : null, vote.Margin, vote.Tied, vote.Entropy,
        [.. vote.Votes.Select(count => new PackVoteCount(names.Label(count.Label), count.Votes))],
        vote.Calibration is { } c ? new PackLimit(c.Distance, c.Quantile, c.Samples) : null);
}
