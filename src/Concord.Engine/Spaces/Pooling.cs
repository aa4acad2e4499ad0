namespace Concord;

/// <summary>How the features of a model become one vector. Part of a space's identity.</summary>
/// <param name="Mode">One of "average", "max", "gem", "cls", "cls+mean", or "none" when the model returns vectors.</param>
/// <param name="Grid">Bins along each side of a feature map; 1 gives one vector of the map's channels. Maps only.</param>
/// <param name="GemPower">Exponent p of "gem"; 0 for other modes.</param>
public sealed record Pooling(string Mode, int Grid = 1, float GemPower = 0);
