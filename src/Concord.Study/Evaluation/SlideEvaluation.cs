using System.Diagnostics;

namespace Concord.Study;

/// <summary>
/// Asks every labelled slide for its nearest slides, those of its patient left out, and measures how well labels agree: Top-1 and the majority votes
/// of 3 and 5 as published comparisons report them (arXiv:2409.04631, arXiv:2605.00902).
/// </summary>
public sealed record SlideEvaluation
{
    /// <summary>The figures; a query is a slide. Of the exact search unless only the other was asked for; the loss, where both ran, is what the other changes.</summary>
    public required EvaluationReport Figures { get; init; }

    /// <summary>Slides and patients of each class, in ordinal order.</summary>
    public required IReadOnlyDictionary<string, (int Slides, int Patients)> Support { get; init; }

    public required SlideEvaluationOptions Options { get; init; }

    /// <summary>Slides compared by a query of the suggested search, where it ran, on average.</summary>
    public required double MeanCompared { get; init; }

    /// <summary>Milliseconds a query of the suggested search, where it ran.</summary>
    public required double SuggestedMilliseconds { get; init; }

    /// <summary>
    /// Evaluates the slides of one space. Throws <see cref="ConcordArgumentException"/> when no slide has the label, when a split is asked for that slides
    /// do not have, or when a K is below 1.
    /// </summary>
    public static SlideEvaluation Run(
        Collection collection, Space space, SlideEvaluationOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(options);
        var known = options.Evaluation.Checked() with { Noun = "slide" };
        var all = Slides(collection, space, known);
        var set = EvaluationSet.Choose(all, known);
        var archive = set.Archive.Select(slide => slide.Id).ToHashSet();
        var total = set.Queries.Count * (known.Exact is null ? 2 : 1);
        var done = 0;
        var suggested = Search(known.Exact ?? false);
        var outcomes = EvaluationRun.Judge(set, known, suggested.Found);
        var exact = known.Exact is null ? Search(true) : suggested;
        var best = known.Exact is null ? EvaluationRun.Judge(set, known, exact.Found) : outcomes;
        var run = new EvaluationRun(set, known, best)
        {
            SpaceId = space.Identity.Id,
            Exact = exact.Exact,
            SearchMilliseconds = exact.Milliseconds,
            BytesPerVector = space.Dimension * (space.Stored == ElementType.Float16 ? 2 : 4),
            Indexing = collection.IndexingCost(space),
            Loss = known.Exact is null ? SearchLoss.Of(known.Ks, outcomes, best) : null,
            Seen = AdapterRule.Warning(collection, space, all, set, known.Noun),
        };
        return new SlideEvaluation
        {
            Figures = run.Report(),
            Support = SupportOf(set),
            Options = options with { Evaluation = known },
            MeanCompared = suggested.Compared,
            SuggestedMilliseconds = set.Queries.Count == 0 ? 0 : suggested.Milliseconds / set.Queries.Count,
        };

        (long[][] Found, bool Exact, double Compared, double Milliseconds) Search(bool all)
        {
            var watch = Stopwatch.StartNew();
            var answers = set.Queries.Select(slide =>
            {
                progress?.Report(new Progress("evaluate", done++, total));
                return collection.SimilarSlides(space, Query(slide.Id, all), archive, cancel);
            }).ToList();
            return ([.. answers.Select(a => a.Hits.Select(h => h.Slide.Id).ToArray())], answers.TrueForAll(a => a.Facts.Exact),
                answers.Count == 0 ? 0 : answers.Average(a => a.Facts.Compared), watch.Elapsed.TotalMilliseconds);
        }

        SlideQuery Query(long slide, bool all) => new()
        {
            Slide = slide,
            K = known.Ks[^1],
            Exclude = known.Exclude,
            Where = known.Where,
            Tiles = options.Tiles,
            Exact = all,
            Ranking = options.Ranking,
            TilesPerSlide = options.TilesPerSlide,
            Compare = options.Compare,
            Pairs = 0,
        };
    }

    private static List<EvaluationTile> Slides(Collection collection, Space space, EvaluationOptions options)
    {
        var present = collection.SlidesIn(space, options.Where).ToHashSet();
        var slides = collection.Slides().Where(slide => present.Contains(slide.Id)).Select(slide => new EvaluationTile(
            slide.Id, slide.Labels.GetValueOrDefault(options.LabelName), slide.Name, slide.Case, slide.Patient, slide.Centre, slide.Split));
        return [.. slides];
    }

    private static SortedDictionary<string, (int, int)> SupportOf(EvaluationSet set) => new(
        set.Queries.GroupBy(slide => slide.Label!).ToDictionary(
            c => c.Key, c => (c.Count(), c.Select(slide => slide.Patient).Distinct().Count())), StringComparer.Ordinal);
}
