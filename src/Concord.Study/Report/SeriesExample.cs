namespace Concord.Study;

/// <summary>One contrast of a case.</summary>
/// <param name="Contrast">Its name.</param>
/// <param name="Picture">Null when the case lacks it: shown as missing, not left out.</param>
public sealed record SeriesExample(string Contrast, ReportPicture? Picture);
