namespace Concord;

/// <summary>The words of model.json for what a network returns, and the axes that each stands for.</summary>
internal static class OutputKinds
{
    internal const string Map = "map";
    internal const string Tokens = "tokens";
    internal const string Vector = "vector";

    internal static readonly string[] All = [Map, Tokens, Vector];

    internal static int Rank(string kind) => kind switch { Map => 4, Tokens => 3, _ => 2 };

    /// <summary>Which axis holds the channels.</summary>
    internal static int ChannelAxis(string kind) => kind == Tokens ? 2 : 1;

    /// <summary>The shape in words, with the channels where they are known: "[n, 1536, height, width]".</summary>
    internal static string Shape(string kind, int? channels)
    {
        var c = channels is { } known ? $"{known}" : "channels";
        return kind switch { Map => $"[n, {c}, height, width]", Tokens => $"[n, tokens, {c}]", _ => $"[n, {c}]" };
    }
}
