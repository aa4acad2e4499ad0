namespace Concord.Study;

/// <summary>What the answers cost: published validations ask for it beside accuracy (arXiv:2408.01570).</summary>
/// <param name="SearchMilliseconds">A query, all queries of the evaluation searched in batches.</param>
/// <param name="BytesPerVector">Stored.</param>
public sealed record EvaluationCost(double SearchMilliseconds, int BytesPerVector);
