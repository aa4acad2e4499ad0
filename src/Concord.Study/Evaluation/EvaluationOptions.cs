using Concord.Indexing;

namespace Concord.Study;

/// <summary>What to evaluate, and against what.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The label that must agree.</summary>
    public string LabelName { get; init; } = "label";

    /// <summary>Depths at which precision is taken; each at least 1.</summary>
    public IReadOnlyList<int> Ks { get; init; } = [1, 3, 5];

    /// <summary>Relatives of the query that may not be its neighbours.</summary>
    public Exclusion Exclude { get; init; } = Exclusion.Patient;

    /// <summary>True: tiles of split "test" are the queries and those of "train" the archive. False: every labelled tile is both.</summary>
    public bool UseSplit { get; init; }

    /// <summary>A split to use instead of the one stored with the slides; implies <see cref="UseSplit"/>. Null: the stored one.</summary>
    public SplitTable? Split { get; init; }

    /// <summary>A condition on the tiles that take part, or null for all.</summary>
    public string? Where { get; init; }

    /// <summary>True: exact search. Null: the collection's own choice.</summary>
    public bool? Exact { get; init; }

    /// <summary>Where the search is approximate, also search exactly and report what that changes.</summary>
    public bool MeasureLoss { get; init; }

    /// <summary>Draws of the bootstrap behind the intervals; 0 leaves them out.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Seed of the bootstrap.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What asks and answers, for messages.</summary>
    internal string Noun { get; init; } = "tile";

    /// <summary>Throws <see cref="ConcordArgumentException"/> when a K is missing or below 1.</summary>
    internal EvaluationOptions Checked()
    {
        if (Ks.Count == 0) throw new ConcordArgumentException("no K to evaluate at; give at least one, for example 1,3,5");
        foreach (var k in Ks)
        {
            if (k < 1) throw new ConcordArgumentException($"K is {k}; it must be at least 1");
        }

        if (Draws is < 0 or > 100_000) throw new ConcordArgumentException($"draws are {Draws}; they must be 0 to 100000");
        return this with { Ks = [.. Ks.Distinct().Order()], UseSplit = UseSplit || Split is not null };
    }
}
