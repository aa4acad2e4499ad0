namespace Concord.Study;

/// <summary>Draws one region of interest.</summary>
internal static class TissuePainter
{
    private const ulong TissueStream = 20_000;

    /// <summary>RGB, row-major, three bytes a pixel, <paramref name="side"/> squared.</summary>
    internal static byte[] Paint(CohortCase subject, ulong seed, int side)
    {
        var random = new RandomStream(seed, TissueStream + (ulong)subject.Number);
        var noise = new NoiseField(random);
        var canvas = new TissueCanvas(side);
        Tissue(canvas, subject.Tissue, noise, random);
        return StainComposer.Compose(canvas, subject.Centre, noise, random);
    }

    private static void Tissue(TissueCanvas canvas, TissueTraits traits, NoiseField noise, RandomStream random)
    {
        var brush = new NucleusBrush(canvas, noise, random);
        var maker = new NucleusMaker(traits, random);
        var vessels = new VesselPainter(canvas, noise, brush, maker, random);
        var necrosis = traits.Necrosis ? new NecrosisField(canvas.Side, random) : null;
        Neuropil.Paint(canvas, traits, noise, random);
        necrosis?.Paint(canvas, noise);
        Microcysts.Paint(canvas, traits.Microcysts, noise, random);
        vessels.Capillaries(traits.Capillaries);
        vessels.Tufts(traits.Tufts);
        foreach (var nucleus in new CellField(canvas, traits, noise, maker, random).Scatter(necrosis)) brush.Paint(nucleus);
        necrosis?.Debris(canvas, brush, maker, random);
        Mitoses.Paint(canvas, brush, necrosis, traits.Mitoses, random);
    }
}
