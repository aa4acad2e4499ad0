namespace Concord.Indexing;

/// <summary>One row of labels.csv.</summary>
/// <param name="File">As <see cref="LabelTable.Normal"/> spells it.</param>
/// <param name="Line">Line of the file it starts on, counted from 1.</param>
/// <param name="Record">What it says; the name is the file's.</param>
/// <param name="Fields">The row as it stands, to tell a repetition from a contradiction.</param>
internal sealed record LabelRow(string File, int Line, SlideRecord Record, IReadOnlyList<string> Fields);
