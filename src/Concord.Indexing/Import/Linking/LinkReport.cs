namespace Concord.Indexing;

/// <summary>What linking slides to their files did. Every slide that lacked a file is in one of the lists.</summary>
/// <param name="Linked">Names of slides that have a file now, in ordinal order.</param>
/// <param name="Unmatched">Slides that no file found is named as.</param>
/// <param name="Ambiguous">Slides that several files are named as.</param>
/// <param name="Refused">Files that are named as a slide and cannot be its own, with reasons.</param>
public sealed record LinkReport(
    IReadOnlyList<string> Linked, IReadOnlyList<string> Unmatched, IReadOnlyList<AmbiguousSlide> Ambiguous, IReadOnlyList<SkippedFile> Refused);
