namespace Concord.Indexing;

/// <summary>An image to index, and what is known of it before it is read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Slide">Its record; width and height are filled in when it is decoded.</param>
/// <param name="InTable">Whether the record comes from a label table. One made up from the path never overwrites what a collection knows.</param>
public sealed record PlannedSlide(string Path, SlideRecord Slide, bool InTable);
