namespace Concord;

/// <summary>Reads slides with their hierarchy and labels, each slide once.</summary>
internal sealed class SlideReader(CatalogConnection catalog)
{
    private static readonly string Columns =
        $"{CatalogSchema.Slides.Select("s")}, {CatalogSchema.Cases.Select("c")}, {CatalogSchema.Patients.Select("p")}";

    private readonly Dictionary<long, SlideInfo> _slides = [];
    private readonly Dictionary<(LabelLevel, long), Dictionary<string, string>> _labels = [];

    /// <summary>Reads all slides and every label above tiles.</summary>
    internal IReadOnlyDictionary<long, SlideInfo> All()
    {
        ReadLabels("WHERE level < $1", (long)LabelLevel.Tile);
        ReadSlides("");
        return _slides;
    }

    /// <summary>Reads the slides whose ids are in the JSON array `slides`.</summary>
    internal IReadOnlyDictionary<long, SlideInfo> Some(string slides)
    {
        const string ids = "(SELECT value FROM json_each($1))";
        ReadLabels($"WHERE level = 3 AND owner IN {ids}", slides);
        ReadLabels($"WHERE level = 2 AND owner IN (SELECT case_id FROM slides WHERE id IN {ids})", slides);
        ReadLabels($"WHERE level = 1 AND owner IN (SELECT patient FROM cases WHERE id IN (SELECT case_id FROM slides WHERE id IN {ids}))", slides);
        ReadSlides($"WHERE s.id IN {ids}", slides);
        return _slides;
    }

    /// <summary>Cases by slide id, for finding what is linked to them.</summary>
    internal Dictionary<long, long> CaseOf { get; } = [];

    internal static Dictionary<long, Dictionary<string, string>> TileLabels(CatalogConnection catalog, string where, params ReadOnlySpan<object?> values)
    {
        var labels = new Dictionary<long, Dictionary<string, string>>();
        foreach (var row in catalog.Read(CatalogSchema.Labels, where, values))
        {
            if (!labels.TryGetValue((long)row[1]!, out var own)) labels.Add((long)row[1]!, own = []);
            own[(string)row[2]!] = (string)row[3]!;
        }
        return labels;
    }

    private void ReadLabels(string where, object value)
    {
        foreach (var row in catalog.Read(CatalogSchema.Labels, where, value))
        {
            var owner = ((LabelLevel)(long)row[0]!, (long)row[1]!);
            if (!_labels.TryGetValue(owner, out var labels)) _labels.Add(owner, labels = []);
            labels[(string)row[2]!] = (string)row[3]!;
        }
    }

    private void ReadSlides(string where, params ReadOnlySpan<object?> values) => catalog.ForEach(
        $"SELECT {Columns} FROM slides s JOIN cases c ON c.id = s.case_id JOIN patients p ON p.id = c.patient {where}", Take, values);

    private void Take(object?[] row)
    {
        var (slides, cases) = (CatalogSchema.Slides.Columns.Count + 1, CatalogSchema.Cases.Columns.Count + 1);
        CatalogSchema.Slides.Check(row.AsSpan(0, slides));
        CatalogSchema.Cases.Check(row.AsSpan(slides, cases));
        CatalogSchema.Patients.Check(row.AsSpan(slides + cases));
        var slide = SlideRow.From(row);
        CaseOf[slide.Id] = slide.Case;
        _slides.Add(slide.Id, new SlideInfo(slide.Id, slide.Name, (string)row[slides + 1]!, (string)row[slides + cases + 1]!)
        {
            Centre = slide.Centre,
            Split = slide.Split,
            Width = (int)slide.Width,
            Height = (int)slide.Height,
            Mpp = slide.Mpp,
            Source = slide.Source,
            Labels = Merge(slide, (long)row[slides + cases]!),
        });
    }

    private Dictionary<string, string> Merge(SlideRow slide, long patient)
    {
        var merged = new Dictionary<string, string>();
        foreach (var owner in ((LabelLevel, long)[])[(LabelLevel.Patient, patient), (LabelLevel.Case, slide.Case), (LabelLevel.Slide, slide.Id)])
            if (_labels.TryGetValue(owner, out var labels))
                foreach (var (name, value) in labels) merged[name] = value;
        return merged;
    }
}
