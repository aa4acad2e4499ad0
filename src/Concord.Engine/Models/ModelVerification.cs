namespace Concord;

/// <summary>What a check of a model's files against their recorded hashes found.</summary>
/// <param name="Id">The model.</param>
/// <param name="WeightsSha256">The recorded hash, which is part of the identity of its spaces.</param>
/// <param name="Problems">One line for each file that is missing or changed; empty when all is well.</param>
public sealed record ModelVerification(string Id, string WeightsSha256, IReadOnlyList<string> Problems)
{
    public bool Ok => Problems.Count == 0;
}
