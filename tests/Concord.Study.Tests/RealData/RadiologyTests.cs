using Concord.Indexing;
using Concord.Tests;

namespace Concord.Study.Tests.RealData;

/// <summary>Three gliomas with four contrasts each, and 24 patients with MRI alone: from tissue to radiology and back.</summary>
[TestFixture]
internal sealed class RadiologyTests
{
    private static readonly string[] Contrast = ["t1", "t1ce", "t2", "flair"];
    private static readonly string[] Cases = ["TCGA-DU-7301", "TCGA-DU-6404", "TCGA-19-2631"];

    private TemporaryFolder _folder = null!;
    private Embedder _embedder = null!;
    private Collection _collection = null!;

    [SetUp]
    public void Fill()
    {
        var data = TestData.Require("radpath");
        var mri = TestData.Require("mri", "series.csv");
        _folder = new TemporaryFolder();
        _embedder = Embedder.Load(ModelStore.Default.Get(ModelStore.BuiltInId));
        _collection = Collection.Create(_folder.At("c.concord"), new CollectionOptions { Space = _embedder.Space });
        foreach (var name in Cases) File.Copy(Path.Combine(data, $"{name}_pathology.png"), _folder.At("roi", $"{name}.png"));
        var labels = LabelTable.Read(_folder.Write("labels.csv", "file,label,patient,case\n" + string.Concat(Cases.Select((name, grade) => $"roi/{name}.png,grade {grade},{name},{name}\n"))));
        new Indexer().Run(_collection, _collection.Space(), _embedder, IndexPlan.Create([_folder.At("roi")], labels, new IndexOptions()), null, CancellationToken.None);
        // All but the T2 of one case.
        var links = Cases.SelectMany(name => Contrast.Where(c => !(name == "TCGA-DU-6404" && c == "t2")).Select(c => $"{name},MR,{c},{Path.Combine(data, $"{name}_{c}.png")}\n"));
        var space = SeriesIndexer.SpaceFor(_collection, _embedder.Space, SeriesInput.Of("best"), "radiology");
        SeriesIndexer.Run(_collection, space, _embedder, SeriesTable.Read(_folder.Write("links.csv", "case,modality,contrast,file\n" + string.Concat(links))).Rows);
        SeriesIndexer.Run(_collection, space, _embedder, SeriesTable.Read(mri, "MR").Within(_collection.CasePatients()).Rows);
    }

    [TearDown]
    public void Remove()
    {
        _collection?.Dispose();
        _embedder?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void Panels_OfEachCase_ShowItsOwnContrastsAndTheMissingOne()
    {
        Assert.That((_collection.Info().Cases, _collection.SeriesItems().Count), Is.EqualTo((27L, 83)));
        var panels = FigureSet.Of(_collection, new FigureOptions()).Panels;
        Assert.That(panels.Select(panel => panel.Name), Is.EquivalentTo(Cases.Select(name => $"radpath-{name}")));
        foreach (var panel in panels)
        {
            Assert.That(panel.Svg.Split(">missing<"), Has.Length.EqualTo(2), "one contrast of one case");
            foreach (var name in Cases)
                foreach (var contrast in Contrast.Where(c => !(name == "TCGA-DU-6404" && c == "t2"))) Assert.That(panel.Svg, Does.Contain($"<title>{contrast} of {name}</title>"));
            Assert.That(panel.Svg, Does.Not.Contain("t2 of TCGA-DU-6404"));
        }
    }

    [Test]
    public void SearchCases_FromTissue_BringsTheRadiologyOfEachCase()
    {
        var tile = _collection.Tiles().First(t => t.Case == "TCGA-DU-7301");
        var answer = _collection.SearchCases(new CaseQuery { Tissue = [new CaseQueryPart(_collection.Space(), _collection.Vector(_collection.Space(), tile.Id))], Group = tile.Patient });
        Assert.That(answer.Hits.Select(hit => hit.Case), Is.EquivalentTo(new[] { "TCGA-DU-6404", "TCGA-19-2631" }));
        Assert.That(answer.Hits.Select(hit => (hit.Case, hit.Series.Count)), Is.EquivalentTo(new[] { ("TCGA-DU-6404", 3), ("TCGA-19-2631", 4) }));
        foreach (var hit in answer.Hits) Assert.That(hit.Series.Select(series => Path.GetFileName(series.Path)), Is.All.StartsWith(hit.Case));
    }

    [Test]
    public void SearchCases_FromAScan_FindsItsOwnCaseAndItsSlide()
    {
        var space = _collection.RadiologySpaces.Single();
        var scan = _embedder.Embed(SeriesFile.ReadStretched(TestData.Require("radpath", "TCGA-19-2631_t1ce.png")));
        var answer = _collection.SearchCases(new CaseQuery { Radiology = [new CaseQueryPart(space, scan)] });
        Assert.That((answer.Hits[0].Case, answer.Hits[0].Radiology[0]!.Labels["contrast"]), Is.EqualTo(("TCGA-19-2631", "t1ce")));
        Assert.That(_collection.Slides().Single(slide => slide.Case == answer.Hits[0].Case).Labels["label"], Is.EqualTo("grade 2"));
        Assert.That(answer.Hits.Skip(1).Select(hit => hit.Series.Count), Is.All.GreaterThan(0), "cases of radiology alone answer too");
    }
}
