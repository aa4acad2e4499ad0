namespace Concord.Tests;

/// <summary>
/// The seed study's network as its PyTorch definition reads, in float64 and with plain loops: every layer takes its tensors from the weights in the order
/// of a state_dict, convolutions run with all three taps over a padded sequence of length 1. Shares nothing with the code under test.
/// </summary>
internal sealed class PlainAdapter(float[] weights, AdapterShape shape)
{
    private int _at;

    internal float[] Apply(ReadOnlySpan<float> vectors)
    {
        var embedded = new List<float>();
        for (var row = 0; row < vectors.Length / shape.Input; row++)
        {
            _at = 0;
            var x = vectors.Slice(row * shape.Input, shape.Input).ToArray().Select(value => (double)value).ToArray();
            var adapted = shape.Architecture == AdapterArchitecture.Mlp ? Mlp(x) : Seed(x);
            embedded.AddRange(adapted.Select(value => (float)value));
        }

        return [.. embedded];
    }

    // nn.Sequential(nn.Linear(d, h), nn.GELU(), nn.Linear(h, h), nn.LayerNorm(h)); nn.Conv1d(h, e, 3, padding=1), nn.GELU(), nn.Conv1d(e, e, 3, padding=1)
    private double[] Seed(double[] x)
    {
        var (h, e) = (shape.Hidden, shape.Dimension);
        x = LayerNorm(Linear(Gelu(Linear(x, h)), h));
        return Conv1d(Gelu(Conv1d(x, e)), e);
    }

    private double[] Mlp(double[] x) => Linear(Gelu(Linear(x, shape.Hidden)), shape.Dimension);

    private double[] Linear(double[] x, int outputs)
    {
        var (weight, bias) = (Take(outputs * x.Length), Take(outputs));
        return [.. Enumerable.Range(0, outputs).Select(o => bias[o] + x.Select((value, i) => weight[(o * x.Length) + i] * value).Sum())];
    }

    private double[] LayerNorm(double[] x)
    {
        var (weight, bias) = (Take(x.Length), Take(x.Length));
        var mean = x.Average();
        var variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select((value, i) => ((value - mean) / Math.Sqrt(variance + 1e-5) * weight[i]) + bias[i])];
    }

    /// <summary>A sequence of length 1 with a zero on each side; the one output of each channel.</summary>
    private double[] Conv1d(double[] x, int outputs)
    {
        var (weight, bias) = (Take(outputs * x.Length * 3), Take(outputs));
        var padded = x.Select(value => new[] { 0, value, 0 }).ToArray();
        return [.. Enumerable.Range(0, outputs).Select(o => bias[o] + padded.Select((taps, i) =>
            taps.Select((tap, t) => weight[(((o * x.Length) + i) * 3) + t] * tap).Sum()).Sum())];
    }

    private static double[] Gelu(double[] x) => [.. x.Select(value => 0.5 * value * (1 + Erf(value / Math.Sqrt(2))))];

    /// <summary>The series of Abramowitz and Stegun 7.1.6, whose terms are all of one sign.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18; n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private double[] Take(int count)
    {
        _at += count;
        return [.. weights.AsSpan(_at - count, count).ToArray().Select(value => (double)value)];
    }
}
