using System.Text.Json.Nodes;

namespace Concord.Cli.Tests.Support;

/// <summary>How a run of the command line ended.</summary>
internal sealed record Outcome(string Command, int Exit, string Out, string Err)
{
    /// <summary>stdout as the one JSON document it must be.</summary>
    internal JsonNode Json => JsonNode.Parse(Out) ?? throw new InvalidDataException($"{Command} printed null.");

    internal JsonNode Error => Json["error"] ?? throw new InvalidDataException($"{Command} printed no error: {Out}");

    public override string ToString() => $"{Command}\nexit {Exit}\n{Out}\n{Err}";
}
