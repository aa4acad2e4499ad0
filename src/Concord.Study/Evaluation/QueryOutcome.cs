namespace Concord.Study;

/// <summary>What a query brought: all that the metrics are made of.</summary>
/// <param name="Query">The tile that asked; it has a label.</param>
/// <param name="Found">Its neighbours, nearest first; each has a label.</param>
/// <param name="Relevant">Tiles of its label that the exclusion left in the archive.</param>
/// <param name="Candidates">All tiles that the exclusion left in the archive.</param>
internal sealed record QueryOutcome(EvaluationTile Query, IReadOnlyList<EvaluationTile> Found, int Relevant, int Candidates)
{
    internal string Label => Query.Label!;

    /// <summary>The share of its candidates that have its label: what a random order would reach.</summary>
    internal double Chance => Candidates == 0 ? 0 : (double)Relevant / Candidates;

    internal bool IsRelevant(int rank) => rank < Found.Count && Found[rank].Label == Label;
}
