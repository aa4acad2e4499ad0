namespace Concord.Study;

/// <summary>What the demo shows and where it puts it.</summary>
/// <param name="Out">Folder for the cohort, the collection and the report; made when it is not there.</param>
public sealed record DemoOptions(string Out)
{
    /// <summary>A folder of real images, with labels.csv and links.csv where it has them; null: the synthetic cohort.</summary>
    public string? Data { get; init; }

    /// <summary>Hits shown under each query.</summary>
    public int K { get; init; } = 5;

    /// <summary>Id of the model.</summary>
    public string Model { get; init; } = ModelStore.BuiltInId;

    /// <summary>Seed of the synthetic cohort.</summary>
    public ulong Seed { get; init; } = SyntheticCohort.DefaultSeed;
}
