namespace Concord.Indexing;

/// <summary>One turn of the bench: CPU seconds a tile of each part alone, and a run of the whole. Finding tissue is no part of the ideal.</summary>
internal sealed record EmbedRound(double Decode, double? Tissue, double Preprocess, double Infer, EmbedPipelineRun Run)
{
    internal double Sum => Decode + Preprocess + Infer;

    /// <summary>Tiles a second, if all cores did nothing but these parts.</summary>
    internal double Ideal => Environment.ProcessorCount / Sum;
}
