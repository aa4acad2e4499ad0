namespace Concord.Study.Tests.Evaluation;

/// <summary>A tile with the vector that it is stored with; its slide is its own.</summary>
internal sealed record PlainTile(string Slide, string Case, string Patient, string? Centre, string? Split, string? Label, float[] Vector);
