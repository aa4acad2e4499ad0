namespace Concord;

/// <summary>How a network is run.</summary>
/// <param name="BatchSize">Images a run, 1 to 1024; a network of a fixed batch overrules it.</param>
/// <param name="IntraOpThreads">Threads inside one run. 1 for throughput: several workers then run side by side without waiting for
/// each other. More only to answer a single image sooner.</param>
public sealed record EmbedderOptions(int BatchSize = 8, int IntraOpThreads = 1);
