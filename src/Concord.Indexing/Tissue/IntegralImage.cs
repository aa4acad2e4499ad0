namespace Concord.Indexing;

/// <summary>
/// Sums over any rectangle of a grid of numbers in constant time, also where its sides cut pixels: a pixel counts by the part inside. Immutable.
/// Sums are doubles: whole numbers are exact up to 2^53.
/// </summary>
internal sealed class IntegralImage
{
    private readonly double[] _sums;
    private readonly int _width;
    private readonly int _height;

    /// <param name="width">Numbers a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="value">The number at an index, row by row; called once for each.</param>
    internal IntegralImage(int width, int height, Func<int, double> value)
    {
        (_width, _height) = (width, height);
        _sums = new double[(long)(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = 0.0;
            for (var x = 0; x < width; x++)
            {
                row += value((y * width) + x);
                _sums[((y + 1) * (width + 1)) + x + 1] = _sums[(y * (width + 1)) + x + 1] + row;
            }
        }
    }

    /// <summary>The sum over [left, right) × [top, bottom) in pixels; what lies outside the grid counts as 0.</summary>
    internal double Sum(double left, double top, double right, double bottom)
    {
        (left, right) = (Math.Clamp(left, 0, _width), Math.Clamp(right, 0, _width));
        (top, bottom) = (Math.Clamp(top, 0, _height), Math.Clamp(bottom, 0, _height));
        return left >= right || top >= bottom ? 0 : At(right, bottom) - At(left, bottom) - At(right, top) + At(left, top);
    }

    /// <summary>Within a pixel the sum grows evenly in both directions, so that interpolation is exact.</summary>
    private double At(double x, double y)
    {
        var (x0, y0) = (Math.Min((int)x, _width - 1), Math.Min((int)y, _height - 1));
        var (fx, fy) = (x - x0, y - y0);
        var at = (y0 * (_width + 1)) + x0;
        var upper = _sums[at] + (fx * (_sums[at + 1] - _sums[at]));
        var below = at + _width + 1;
        var lower = _sums[below] + (fx * (_sums[below + 1] - _sums[below]));
        return upper + (fy * (lower - upper));
    }
}
