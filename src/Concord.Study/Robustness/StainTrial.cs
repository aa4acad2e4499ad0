using System.Numerics.Tensors;
using Concord.Indexing;

namespace Concord.Study;

/// <summary>Vectors of one descriptor for every image as it is (variant 0) and as stained otherwise (1 and up), and how well they retrieve.</summary>
internal sealed class StainTrial
{
    private static readonly int[] Depths = [1, 5];
    private readonly List<PlannedSlide> _slides;
    private readonly float[][][] _vectors;

    internal StainTrial(List<PlannedSlide> slides, int variants)
    {
        _slides = slides;
        _vectors = [.. Enumerable.Range(0, variants).Select(_ => new float[slides.Count][])];
    }

    /// <summary>Keeps a vector, scaled to unit length. One call for each pair; any thread.</summary>
    internal void Set(int variant, int image, float[] vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0) TensorPrimitives.Divide(vector, norm, vector);
        _vectors[variant][image] = vector;
    }

    internal StainFigures Measure(string name, CancellationToken cancel)
    {
        var macro = Enumerable.Range(0, _vectors.Length).Select(variant => Precision(variant, cancel)).ToList();
        return new StainFigures(name, macro[0][0], macro[0][1], [.. macro.Skip(1).Select(figures => figures[0])]);
    }

    /// <summary>Macro precision at each depth.</summary>
    private double[] Precision(int variant, CancellationToken cancel)
    {
        var precision = new double[_slides.Count][];
        Parallel.For(0, _slides.Count, new ParallelOptions { CancellationToken = cancel }, query =>
        {
            var found = Nearest(variant, query);
            precision[query] = [.. Depths.Select(k => (double)found.Take(k).Count(label => label == Label(query)) / k)];
        });
        return new ClassMeans([.. Enumerable.Range(0, _slides.Count).Select(Label)], precision).Macro();
    }

    private string[] Nearest(int variant, int query)
    {
        var asked = _vectors[variant][query];
        var archive = Enumerable.Range(0, _slides.Count).Where(image => _slides[image].Slide.Patient != _slides[query].Slide.Patient);
        return [.. archive.OrderBy(image => -TensorPrimitives.Dot(asked, _vectors[0][image])).ThenBy(image => image).Take(Depths[^1]).Select(Label)];
    }

    private string Label(int image) => _slides[image].Slide.Labels["label"];
}
