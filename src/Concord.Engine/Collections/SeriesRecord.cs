namespace Concord;

/// <summary>A radiology item linked to a case.</summary>
/// <param name="Case">The case it belongs to.</param>
/// <param name="Modality">"MR", "CT" …</param>
/// <param name="Contrast">"T1", "T1 post-contrast", "T2", "FLAIR" …</param>
/// <param name="Path">Absolute path of the image file.</param>
public sealed record SeriesRecord(string Case, string Modality, string Contrast, string Path);
