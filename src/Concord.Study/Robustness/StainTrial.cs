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
        return new StainFigures(name, macro[0].AtK[1], macro[0].AtK[5], [.. macro.Skip(1).Select(figures => figures.AtK[1])]);
    }

    private PrecisionFigures Precision(int variant, CancellationToken cancel)
    {
        var neighbours = new string?[_slides.Count][];
        Parallel.For(0, _slides.Count, new ParallelOptions { CancellationToken = cancel }, query => neighbours[query] = Nearest(variant, query));
        var precision = new PrecisionAtK(Depths);
        for (int query = 0; query < _slides.Count; query++) precision.Add(Label(query), neighbours[query], chance: 0);
        return precision.Macro();
    }

    private string?[] Nearest(int variant, int query)
    {
        var asked = _vectors[variant][query];
        var archive = Enumerable.Range(0, _slides.Count).Where(image => _slides[image].Slide.Patient != _slides[query].Slide.Patient);
        return [.. archive.OrderBy(image => -TensorPrimitives.Dot(asked, _vectors[0][image])).ThenBy(image => image).Take(Depths[^1]).Select(Label)];
    }

    private string Label(int image) => _slides[image].Slide.Labels["label"];
}
