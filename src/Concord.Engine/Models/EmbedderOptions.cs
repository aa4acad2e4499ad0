namespace Concord;

/// <summary>How a network is run.</summary>
/// <param name="BatchSize">Images a run, 1 to 1024; a network of a fixed batch overrules it. Small by default: with one thread a run,
/// a larger batch only drives its own activations out of the cache (MobileNet 0.25 and the built-in model are fastest at 1 or 2).</param>
/// <param name="IntraOpThreads">Threads inside one run. 1 for throughput: several workers then run side by side without waiting for
/// each other. More only to answer a single image sooner.</param>
/// <param name="Accelerator">Pools on this device, and runs the network there when ONNX Runtime's CUDA provider is there too; null: the CPU alone.</param>
public sealed record EmbedderOptions(int BatchSize = 2, int IntraOpThreads = 1, Accelerator? Accelerator = null);
