using System.Globalization;

namespace Concord.Study;

/// <summary>Names of the files of a drawn cohort, and its two tables.</summary>
/// <param name="Path">The folder.</param>
internal sealed record CohortFolder(string Path)
{
    internal const string LabelsName = "labels.csv";
    internal const string LinksName = "links.csv";
    private const string DoneName = "cohort.txt";

    internal string Labels => System.IO.Path.Combine(Path, LabelsName);

    internal string Links => System.IO.Path.Combine(Path, LinksName);

    internal static string Region(CohortCase subject) => $"roi/{subject.Patient}.jpg";

    internal static string Slice(CohortCase subject, MriContrast contrast) => $"mri/{subject.Patient}_{contrast.Suffix}.jpg";

    internal string Full(string name) => System.IO.Path.Combine(Path, name.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Whether the folder holds the whole cohort of this stamp already.</summary>
    internal bool Holds(string stamp) => File.Exists(Full(DoneName)) && File.ReadAllText(Full(DoneName)) == stamp;

    /// <summary>Empties the image folders, so that nothing of another drawing is left among the new one.</summary>
    internal void Prepare()
    {
        Directory.CreateDirectory(Path);
        File.Delete(Full(DoneName));
        foreach (var folder in new[] { Full("roi"), Full("mri") })
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Written last: without it the next run draws again.</summary>
    internal void Finish(string stamp) => File.WriteAllText(Full(DoneName), stamp);

    internal void WriteTables(IReadOnlyList<CohortCase> cases)
    {
        File.WriteAllLines(Labels, cases.Select(LabelRow).Prepend("file,label,patient,case,centre,split,grade,necrosis"));
        File.WriteAllLines(Links, cases.SelectMany(LinkRows).Prepend("case,modality,contrast,file"));
    }

    private static string LabelRow(CohortCase s) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Region(s)},{s.Label},{s.Patient},{s.Case},{s.Centre.Name},{s.Split},{s.Grade},{(s.Tissue.Necrosis ? "yes" : "no")}");

    private static IEnumerable<string> LinkRows(CohortCase subject) =>
        from contrast in MriContrast.All
        where contrast.Name != subject.Missing
        select $"{subject.Case},MR,{contrast.Name},{Slice(subject, contrast)}";
}
