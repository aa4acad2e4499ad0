namespace Concord;

/// <summary>
/// Soft histograms a cell: a value between two bins counts for both by nearness (triangular "hats"), so a small change of a pixel makes
/// a small change of the vector. Values lie in 0..1; results are [n, bins, grid, grid].
/// </summary>
internal sealed class SoftHistograms(GraphMath net, int grid)
{
    /// <summary>How often a value of `a` meets one of `b` at the same pixel; channel = bin of a × bins of b + bin of b.</summary>
    internal string Joint(string a, int binsOfA, string b, int binsOfB, int block)
    {
        var left = Hats(net.Reshape(Cells(a, block), 0, grid * grid, 1, block * block), binsOfA, [binsOfA, 1]);
        var right = Hats(net.Reshape(Cells(b, block), 0, grid * grid, block * block, 1), binsOfB, [binsOfB]);
        var counts = net.Multiply(net.MatrixProduct(left, right), 1f / (block * block));
        return net.Reshape(net.Transpose(counts, 0, 2, 3, 1), 0, binsOfA * binsOfB, grid, grid);
    }

    internal string Single(string a, int bins, int block)
    {
        var hats = Hats(net.Reshape(Cells(a, block), 0, grid * grid, 1, block * block), bins, [bins, 1]);
        return net.Reshape(net.Transpose(net.Mean(hats, 3), 0, 2, 1, 3), 0, bins, grid, grid);
    }

    /// <summary>[n, 1, grid*block, grid*block] to [n, grid, grid, block, block].</summary>
    private string Cells(string a, int block) => net.Transpose(net.Reshape(a, 0, grid, block, grid, block), 0, 1, 3, 2, 4);

    private string Hats(string a, int bins, ReadOnlySpan<long> shape)
    {
        var centres = new float[bins];
        for (var i = 0; i < bins; i++) centres[i] = i;
        var distance = net.Abs(net.Subtract(net.Multiply(a, bins - 1), net.Constant(centres, shape)));
        return net.Relu(net.Subtract(net.Constant([1], []), distance));
    }
}
