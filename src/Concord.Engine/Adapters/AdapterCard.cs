namespace Concord;

/// <summary>What one epoch came to in cross-validation: means over the folds.</summary>
public sealed record AdapterEpoch(int Epoch, double Loss, double ValidationLoss, double ValidationAccuracy);

/// <summary>A class and what was there to learn it from.</summary>
public sealed record AdapterClass(string Label, int Rows, int Patients);

/// <summary>What an adapter is and where it comes from; written beside its weights as adapter.json.</summary>
public sealed record AdapterCard
{
    public int Version { get; init; } = 1;

    public required string Id { get; init; }

    public required AdapterShape Shape { get; init; }

    /// <summary>Canonical identity of the space whose vectors it takes.</summary>
    public required SpaceIdentity Base { get; init; }

    /// <summary>The collection it was trained in.</summary>
    public Guid? Collection { get; init; }

    public string? Label { get; init; }

    /// <summary>The split it was trained on; null: every labelled tile.</summary>
    public string? Split { get; init; }

    public required IReadOnlyList<AdapterClass> Classes { get; init; }

    public required AdapterOptions Options { get; init; }

    /// <summary>Epochs trained; chosen by <see cref="CrossValidation"/> where there is one.</summary>
    public required int Epochs { get; init; }

    /// <summary>One entry an epoch; empty without folds.</summary>
    public required IReadOnlyList<AdapterEpoch> CrossValidation { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>SHA-256 of the weights as little-endian float32 in the core's layout, lower-case hex.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of adapter.onnx.</summary>
    public string? OnnxSha256 { get; init; }
}
