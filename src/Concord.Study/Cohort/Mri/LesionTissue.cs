namespace Concord.Study;

/// <summary>Shares in one place, 0..1: living tumour, its dead centre, oedema around it, and how far contrast medium leaks there.</summary>
internal readonly record struct LesionTissue(float Tumour, float Core, float Oedema, float Enhancing);
