namespace Concord.Service;

/// <summary>What a method answers: a document, written as the command line writes it to JSON, and bin values beside its members.</summary>
/// <param name="Document">Serialised by <see cref="ServiceMethods.Json"/>; null for no members.</param>
/// <param name="Bins">Further members of the result.</param>
public sealed record ServiceReply(object? Document, params (string Name, ReadOnlyMemory<byte> Bytes)[] Bins);
