namespace Concord;

/// <summary>From prepared tensors to vectors. Thread-safe.</summary>
internal interface IInference : IDisposable
{
    /// <summary>The only number of images that a run takes, or null when it takes any.</summary>
    int? FixedBatch { get; }

    /// <summary>Runs `ran` images, and gives the vectors of the first n. tensors: ran × 3 × height × width elements, read in place.</summary>
    void Run(Memory<float> tensors, int ran, int n, Span<float> vectors);
}
