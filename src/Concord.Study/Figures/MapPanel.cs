namespace Concord.Study;

/// <summary>Places of tiles on a map.</summary>
/// <param name="Title">Whose vectors: "before the adapter".</param>
/// <param name="Method">"PCA" with the variance it holds, "t-SNE" with its perplexity.</param>
/// <param name="Places">n × 2.</param>
internal sealed record MapPanel(string Title, string Method, double[] Places);
