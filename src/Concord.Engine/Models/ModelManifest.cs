namespace Concord;

/// <summary>What model.json says: where the network is, what it wants, what it returns, and how that becomes a vector.</summary>
public sealed record ModelManifest
{
    /// <summary>Name of the model in the store: letters, digits, '.', '_' and '-'.</summary>
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>SPDX identifier, or the terms in words.</summary>
    public required string Licence { get; init; }

    /// <summary>Name of the ONNX file in the model's folder.</summary>
    public required string File { get; init; }

    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The network's input; null for its only one.</summary>
    public string? InputName { get; init; }

    /// <summary>The output that is used, of possibly several.</summary>
    public required string OutputName { get; init; }

    /// <summary>"map" (N×C×H×W), "tokens" (N×T×C) or "vector" (N×C).</summary>
    public required string OutputKind { get; init; }

    /// <summary>C of the output, before pooling; null: found out by running the model once.</summary>
    public int? Channels { get; init; }

    /// <summary>Tokens ahead of the patch tokens (CLS, registers); "tokens" only.</summary>
    public int PrefixTokens { get; init; }

    /// <summary>The pooling used when none is asked for.</summary>
    public required Pooling Pooling { get; init; }

    /// <summary>The metric used when none is asked for.</summary>
    public Metric Metric { get; init; } = Metric.Cosine;

    public string? Description { get; init; }

    /// <summary>Elements of a vector with the default pooling; null when <see cref="Channels"/> is.</summary>
    public int? Dimension => Channels is { } channels ? PoolingRules.Dimension(Pooling, channels) : null;
}
