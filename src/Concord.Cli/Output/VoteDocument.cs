namespace Concord.Cli.Output;

/// <summary>A vote as JSON, and as a line for people.</summary>
internal static class VoteDocument
{
    internal static object? From(LabelVote? vote) => vote is null ? null : new
    {
        k = vote.K,
        variant = LabelVote.Variant,
        answer = vote.Answer,
        leader = vote.Leader,
        voters = vote.Voters,
        votes = vote.Votes.Select(count => new { label = count.Label, votes = count.Votes }).ToList(),
        margin = vote.Margin,
        tied = vote.Tied,
        entropy = vote.Entropy,
        no_answer = vote.NoAnswer,
        calibration = vote.Calibration is { } c ? new { label = c.Label, distance = c.Distance, quantile = c.Quantile, n = c.Samples } : null,
    };

    internal static string Line(LabelVote vote) => vote.NoAnswer is { } reason
        ? $"vote of {vote.K}: no answer; {reason}{(vote.Leader is { } leader ? $" (most votes: {leader})" : "")}"
        : $"vote of {vote.K}: {vote.Answer}, {vote.Votes[0].Votes} of {vote.Voters} votes, margin {Format.Number(vote.Margin, "0.00")}{(vote.Tied ? ", a tie: the nearest decides" : "")}, entropy {Format.Number(vote.Entropy, "0.00")} bits";
}
