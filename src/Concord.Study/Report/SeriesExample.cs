namespace Concord.Study;

/// <summary>One contrast of a case.</summary>
/// <param name="Contrast">Its name.</param>
/// <param name="Picture">Null when there is none to show: the place stays, with <paramref name="Absent"/> in it.</param>
/// <param name="Absent">Why there is no picture: "missing" (the case has no such series), "file not found" (it has, but the file is gone), "not readable".</param>
public sealed record SeriesExample(string Contrast, ReportPicture? Picture, string Absent = SeriesExample.Missing)
{
    public const string Missing = "missing";
}
