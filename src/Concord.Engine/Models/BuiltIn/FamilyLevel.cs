namespace Concord;

/// <summary>
/// Levels one family over the whole tile: each channel is scaled by (its mean)^(power − 1), so that the averaged vector holds
/// mean^power (rare patterns count, common ones do not drown them), and the family as a whole gets its share of the squared length.
/// </summary>
internal static class FamilyLevel
{
    private const float Power = 0.35f;
    private const float MeanFloor = 1e-6f;
    private const float LengthFloor = 1e-12f;

    internal static string Write(GraphMath net, string family, float share)
    {
        var mean = net.Mean(family, 2, 3);
        var gain = net.Power(net.Add(mean, MeanFloor), Power - 1);
        var length = net.Sqrt(net.Add(net.Sum(net.Square(net.Multiply(mean, gain)), 1), LengthFloor));
        var scale = net.Multiply(net.Divide(gain, length), MathF.Sqrt(share));
        return net.Multiply(family, scale);
    }
}
