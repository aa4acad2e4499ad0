namespace Concord.Indexing;

/// <summary>One row of links.csv.</summary>
/// <param name="Series">The link.</param>
/// <param name="Patient">Of the case, where the table says so.</param>
/// <param name="Labels">The columns that have no meaning of their own, by name.</param>
public sealed record SeriesRow(SeriesRecord Series, string? Patient, IReadOnlyDictionary<string, string> Labels);
