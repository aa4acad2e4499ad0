namespace Concord.Interop;

/// <summary>
/// How far two slides lie apart, and the pairs of tiles behind it: for each tile of a its nearest tile of b and the distance, and the
/// other way round.
/// </summary>
internal sealed record SlideDistance(
    double AToB, double BToA, double Symmetric, long[] NearestInB, float[] DistanceToB, long[] NearestInA, float[] DistanceToA);
