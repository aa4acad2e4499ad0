namespace Concord.Study;

/// <summary>Gradient descent with momentum and a gain for each coordinate that grows while its gradient keeps its direction (Jacobs 1988, as in the authors' code).</summary>
internal sealed class TsneDescent(double[] places, double rate)
{
    private const double LeastGain = 0.01;

    private readonly double[] _gains = [.. Enumerable.Repeat(1.0, places.Length)];
    private readonly double[] _steps = new double[places.Length];

    internal void Step(double[] gradient, double momentum)
    {
        for (var i = 0; i < places.Length; i++)
        {
            _gains[i] = (gradient[i] > 0) == (_steps[i] > 0) ? Math.Max(LeastGain, _gains[i] * 0.8) : _gains[i] + 0.2;
            _steps[i] = (momentum * _steps[i]) - (rate * _gains[i] * gradient[i]);
            places[i] += _steps[i];
        }
    }
}
