namespace Concord;

/// <summary>
/// The label that most of the nearest have: MV@K. Among labels with equally many votes the one whose nearest neighbour is nearer wins: the variant
/// of Yottixel's published code; SISH asks for at least half of K, PathForge for a strict majority.
/// </summary>
public sealed record LabelVote
{
    public const string Variant = "most votes, ties to the nearest";

    /// <summary>The label voted for; null when no voter has one, or <see cref="NoAnswer"/> says why it is withheld.</summary>
    public string? Answer { get; private init; }

    /// <summary>The label with most votes, whether or not the answer is withheld; null when no voter has one.</summary>
    public string? Leader { get; private init; }

    /// <summary>Votes by label, most first, ties as in the vote.</summary>
    public IReadOnlyList<LabelCount> Votes { get; private init; } = [];

    /// <summary>Neighbours that were to vote.</summary>
    public int K { get; private init; }

    /// <summary>Neighbours with a label among them.</summary>
    public int Voters { get; private init; }

    /// <summary>Votes of the leader minus those of the second, divided by the voters, 0 to 1.</summary>
    public double Margin { get; private init; }

    /// <summary>True when another label has as many votes as the leader.</summary>
    public bool Tied { get; private init; }

    /// <summary>Shannon entropy of the votes in bits; 0 when all agree.</summary>
    public double Entropy { get; private init; }

    /// <summary>Why there is no answer, in words; null when there is one.</summary>
    public string? NoAnswer { get; private init; }

    /// <summary>What the nearest distance was held against; null when nothing was.</summary>
    public Calibration? Calibration { get; private init; }

    /// <summary>The vote of the first `k` of `nearest`, nearest first; a null label does not vote.</summary>
    /// <param name="nearest">Labels and distances of all neighbours.</param>
    /// <param name="k">How many vote, at least 1.</param>
    /// <param name="calibration">Where given, an archive whose nearest lies beyond its distance gives no answer.</param>
    public static LabelVote Of(IReadOnlyList<(string? Label, double Distance)> nearest, int k, Calibration? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        if (k < 1) throw new ConcordArgumentException($"{k} neighbours cannot vote; at least 1 must.");
        var votes = Count(nearest.Take(k).Select(n => n.Label).OfType<string>());
        var voters = votes.Sum(v => v.Votes);
        var second = votes.Count > 1 ? votes[1].Votes : 0;
        var leader = votes.Count > 0 ? votes[0].Label : null;
        var reason = Reason(nearest, leader, calibration);
        return new LabelVote
        {
            Answer = reason is null ? leader : null,
            Leader = leader,
            Votes = votes,
            K = k,
            Voters = voters,
            Margin = voters == 0 ? 0 : (double)(votes[0].Votes - second) / voters,
            Tied = votes.Count > 1 && votes[0].Votes == second,
            Entropy = votes.Sum(v => -Share(v) * Math.Log2(Share(v))) + 0.0,
            NoAnswer = reason,
            Calibration = calibration,
        };

        double Share(LabelCount count) => (double)count.Votes / voters;
    }

    private static List<LabelCount> Count(IEnumerable<string> labels)
    {
        var counts = new Dictionary<string, (int Votes, int First)>(StringComparer.Ordinal);
        foreach (var label in labels) counts[label] = counts.TryGetValue(label, out var c) ? (c.Votes + 1, c.First) : (1, counts.Count);
        return [.. counts.OrderByDescending(c => c.Value.Votes).ThenBy(c => c.Value.First).Select(c => new LabelCount(c.Key, c.Value.Votes))];
    }

    private static string? Reason(IReadOnlyList<(string? Label, double Distance)> nearest, string? leader, Calibration? calibration)
    {
        if (nearest.Count == 0) return "nothing was found";
        if (leader is null) return "none of the nearest has the label";
        if (calibration is null || nearest[0].Distance <= calibration.Distance) return null;
        return FormattableString.Invariant(
            $"the nearest lies at {nearest[0].Distance:G4}, beyond {calibration.Distance:G4}: {100 * calibration.Quantile:0.#} % of {calibration.Samples} of the archive's own have one of their label, of another patient, nearer than that");
    }
}

/// <summary>Votes of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Votes">How many of the nearest have it.</param>
public sealed record LabelCount(string Label, int Votes);
