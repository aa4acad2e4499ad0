namespace Concord.Study;

/// <summary>What one query brought, without numbers that mean something in one collection alone: every metric follows from these, so that runs can be compared later.</summary>
/// <param name="Query">The slide's name, and the place on it where the query is a tile.</param>
/// <param name="Label">Its label.</param>
/// <param name="Patient">Its patient, by which intervals are drawn.</param>
/// <param name="Found">Labels of its neighbours, nearest first.</param>
/// <param name="Relevant">Those of its label that the exclusion left in the archive.</param>
/// <param name="Candidates">All that the exclusion left in the archive.</param>
public sealed record QueryRecord(string Query, string Label, string Patient, IReadOnlyList<string> Found, int Relevant, int Candidates)
{
    internal static QueryRecord Of(QueryOutcome outcome) => new(
        outcome.Query.Name, outcome.Label, outcome.Query.Patient, [.. outcome.Found.Select(tile => tile.Label!)], outcome.Relevant, outcome.Candidates);

    internal QueryOutcome ToOutcome() => new(Tile(Query, Label, Patient), [.. Found.Select(label => Tile("", label, ""))], Relevant, Candidates);

    private static EvaluationTile Tile(string name, string label, string patient) => new(0, label, name, "", patient, null, null);
}
