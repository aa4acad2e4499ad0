namespace Concord;

/// <summary>Which case, patient and centre each slide belongs to, at one commit.</summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<long, (long Case, long Patient, string? Centre)> _slides = [];

    internal static Hierarchy Read(CatalogConnection catalog)
    {
        var patientOf = new Dictionary<long, long>();
        foreach (var row in catalog.Read(CatalogSchema.Cases)) patientOf.Add((long)row[0]!, (long)row[2]!);
        var hierarchy = new Hierarchy();
        foreach (var slide in catalog.Read(CatalogSchema.Slides).Select(r => SlideRow.From(r)))
            hierarchy._slides.Add(slide.Id, (slide.Case, patientOf.GetValueOrDefault(slide.Case), slide.Centre));
        return hierarchy;
    }

    /// <summary>What the slide's tiles are left out with. Where the centre is unknown its patient stands for it.</summary>
    internal GroupKey Group(long slide, Exclusion level)
    {
        if (!_slides.TryGetValue(slide, out var place)) throw new ConcordCorruptException("The catalogue is damaged: a row belongs to a slide that is not there.");
        return level switch
        {
            Exclusion.Slide => new(slide, null),
            Exclusion.Case => new(place.Case, null),
            Exclusion.Patient => new(place.Patient, null),
            Exclusion.Centre when place.Centre is not null => new(0, place.Centre),
            Exclusion.Centre => new(place.Patient, null),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
        };
    }
}

/// <summary>What rows have in common: the id of a slide, case or patient, or the name of a centre.</summary>
internal readonly record struct GroupKey(long Id, string? Centre);
