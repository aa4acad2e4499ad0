namespace Concord.Study.Tests.Evaluation;

/// <summary>Made-up outcomes.</summary>
internal static class Outcomes
{
    /// <summary>A query of one label whose neighbours have these; by default as many relevant tiles exist as were found.</summary>
    internal static QueryOutcome Of(string label, string[] neighbours, int? relevant = null, string patient = "P", string? centre = null) => new(
        Tile(0, label, patient, centre), [.. neighbours.Select((found, i) => Tile(i + 1, found, $"Q{i}", centre))],
        relevant ?? neighbours.Count(found => found == label), 100);

    internal static EvaluationTile Tile(long id, string? label, string patient, string? centre = null) => new(id, label, $"S{id}", patient, patient, centre, null);
}
