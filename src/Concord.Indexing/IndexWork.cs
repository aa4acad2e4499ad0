namespace Concord.Indexing;

/// <summary>What a plan comes to, given what is stored already.</summary>
/// <param name="Todo">Slides to embed.</param>
/// <param name="Present">How many are stored, from the same unchanged file.</param>
/// <param name="Relabelled">Those among them that a label table describes: it may say something new.</param>
/// <param name="Clashes">Slides whose name another file has already; embedding them would throw that one away.</param>
internal sealed record IndexWork(
    IReadOnlyList<PlannedSlide> Todo, int Present, IReadOnlyList<SlideRecord> Relabelled, IReadOnlyList<SkippedFile> Clashes)
{
    internal static IndexWork Sort(ITileSink sink, IndexPlan plan, CancellationToken ct)
    {
        var (todo, relabelled, clashes, present) = (new List<PlannedSlide>(), new List<SlideRecord>(), new List<SkippedFile>(), 0);
        foreach (var planned in plan.Slides)
        {
            ct.ThrowIfCancellationRequested();
            var (name, source) = (planned.Slide.Name, planned.Slide.Source!);
            if (sink.IsIndexed(name, source))
            {
                present++;
                if (planned.InTable) relabelled.Add(planned.Slide);
            }
            else if (sink.SourceOf(name) is { } other && IsAnotherFile(other, source)) clashes.Add(Clash(planned, other));
            else todo.Add(planned);
        }

        return new IndexWork(todo, present, relabelled, clashes);
    }

    /// <summary>A file that is gone from where it was has been moved, and changed since; one that is still there is another.</summary>
    private static bool IsAnotherFile(SourceFile stored, SourceFile found) => stored.Path != found.Path && File.Exists(stored.Path);

    private static SkippedFile Clash(PlannedSlide planned, SourceFile other) => new(
        planned.Path, $"the collection has a slide \"{planned.Slide.Name}\" from another file, {other.Path}; index a folder above both, so that their names differ");
}
