namespace Concord.Study;

/// <summary>A finished figure: SVG without script, fonts or requests; images are inside.</summary>
/// <param name="Name">Of its files, without extension.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Caption">What is to be seen, in words.</param>
/// <param name="Svg">The drawing.</param>
public sealed record Figure(string Name, string Title, string Caption, string Svg);
