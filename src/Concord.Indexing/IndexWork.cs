namespace Concord.Indexing;

/// <summary>What a plan comes to, given what is stored already.</summary>
/// <param name="Todo">Slides to embed, in the plan's order.</param>
/// <param name="Present">Those that are stored whole, from the same unchanged file and cut the same way.</param>
/// <param name="Relabelled">Those among them that a label table describes: it may say something new.</param>
/// <param name="Clashes">Slides whose name another file has already; embedding them would throw that one away.</param>
internal sealed record IndexWork(
    IReadOnlyList<SlideTask> Todo, IReadOnlyList<PlannedSlide> Present, IReadOnlyList<SlideRecord> Relabelled, IReadOnlyList<SkippedFile> Clashes)
{
    /// <summary>Slides a look at the catalogue: between two of them a run can be cancelled.</summary>
    private const int AtOnce = 1000;

    /// <summary>Of those to embed, how many were cut otherwise before and lose those tiles.</summary>
    internal int CutAgain { get; private init; }

    internal static IndexWork Sort(ITileSink sink, IndexPlan plan, CancellationToken ct)
    {
        var tiling = new SlideTiling(plan.Options);
        var (todo, present, relabelled, clashes, again) = (new List<SlideTask>(), new List<PlannedSlide>(), new List<SlideRecord>(), new List<SkippedFile>(), 0);
        foreach (var some in plan.Slides.Chunk(AtOnce))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var (planned, stored) in some.Zip(sink.Stored([.. some.Select(slide => slide.Slide.Name)])))
            {
                var same = stored is null || stored.IsFrom(planned.Slide.Source!);
                if (stored is { Complete: true } && same && IsCutSo(stored, planned, tiling))
                {
                    present.Add(planned);
                    if (planned.InTable) relabelled.Add(planned.Slide);
                }
                else if (!same && IsAnotherFile(stored!.Source!, planned.Slide.Source!)) clashes.Add(Clash(planned, stored.Source!));
                else
                {
                    if (stored is { Complete: true } && same) again++;
                    todo.Add(new SlideTask(planned, stored));
                }
            }
        }

        return new IndexWork(todo, present, relabelled, clashes) { CutAgain = again };
    }

    /// <summary>Whether a file is a whole slide is told by its content; here what is stored says it, so that no file is opened.</summary>
    private static bool IsCutSo(StoredSlide stored, PlannedSlide planned, SlideTiling tiling) =>
        stored.Tiling is null || stored.Tiling == tiling.OfImage || stored.Tiling == tiling.OfSlide(planned.Path);

    /// <summary>A file that is gone from where it was has been moved, and changed since; one that is still there is another.</summary>
    private static bool IsAnotherFile(SourceFile stored, SourceFile found) => stored.Path != found.Path && File.Exists(stored.Path);

    private static SkippedFile Clash(PlannedSlide planned, SourceFile other) => new(
        planned.Path, $"the collection has a slide \"{planned.Slide.Name}\" from another file, {other.Path}; index a folder above both, so that their names differ");
}
