namespace Concord.Study;

/// <summary>One label of the cohort.</summary>
/// <param name="Label">Its value.</param>
/// <param name="Tiles">Tiles that carry it.</param>
/// <param name="Patients">Patients among them.</param>
/// <param name="Train">Tiles of split "train".</param>
/// <param name="Test">Tiles of split "test".</param>
public sealed record ClassSummary(string Label, int Tiles, int Patients, int Train, int Test);
