namespace Concord.Study;

/// <summary>A cohort on disk.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Labels">Absolute path of labels.csv.</param>
/// <param name="Links">Absolute path of links.csv.</param>
/// <param name="Subjects">Subjects in it.</param>
/// <param name="Drawn">False when the folder held this cohort already and was left as it is.</param>
public sealed record DrawnCohort(string Folder, string Labels, string Links, int Subjects, bool Drawn);
