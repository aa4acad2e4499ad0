namespace Concord;

/// <summary>What applying an adapter came to.</summary>
/// <param name="Space">The derived space.</param>
/// <param name="Added">Tiles that were adapted.</param>
/// <param name="Device">What graphics processors did of it; null when none was given.</param>
public sealed record AdaptedSpace(Space Space, int Added, DeviceShare? Device);
