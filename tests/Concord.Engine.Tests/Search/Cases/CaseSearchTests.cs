namespace Concord.Tests.Search.Cases;

/// <summary>Cases by tissue and radiology, over vectors whose order is known: element 0 is how far a case lies from the query.</summary>
[TestFixture]
internal sealed class CaseSearchTests : CollectionFixture
{
    private static readonly SeriesInput Best = SeriesInput.Of("best");

    [Test]
    public void SearchCases_BothSides_FusesTheRanksOfEach()
    {
        using var collection = Filled(tissue: ["C1", "C2", "C3"], flair: ["C3", "C2", "C1"], t1: ["C3", "C1", "C2"]);
        var radiology = collection.RadiologySpaces.Single();
        var answer = collection.SearchCases(new CaseQuery
        {
            Tissue = [new CaseQueryPart(collection.Space(), Vector(0))],
            Radiology = [new CaseQueryPart(radiology, Vector(0), "FLAIR"), new CaseQueryPart(radiology, Vector(0), "T1")],
        });
        // Radiology: C3 1+1, C1 3+2, C2 2+3; equal scores by name, so C3 C1 C2. Fused with C1 C2 C3: C1 1+2, C3 3+1, C2 2+3.
        Assert.That(answer.Hits.Select(hit => (hit.Case, hit.TissueRank, hit.RadiologyRank)), Is.EqualTo(new (string, int?, int?)[] { ("C1", 1, 2), ("C3", 3, 1), ("C2", 2, 3) }));
        Assert.That(answer.Hits[0].Radiology.Select(hit => hit!.Labels["contrast"]), Is.EqualTo(new[] { "FLAIR", "T1" }));
        Assert.That(answer.Rankings, Is.EqualTo((1, 2)));
    }

    [Test]
    public void SearchCases_OneContrastMissing_StillRanksTheCase()
    {
        using var collection = Filled(tissue: ["C1", "C2"], flair: ["C2"], t1: ["C1", "C2"]);
        var radiology = collection.RadiologySpaces.Single();
        var answer = collection.SearchCases(new CaseQuery { Radiology = [new CaseQueryPart(radiology, Vector(0), "FLAIR"), new CaseQueryPart(radiology, Vector(0), "T1")] });
        var missing = answer.Hits.Single(hit => hit.Case == "C1");
        Assert.That((missing.Radiology[0], missing.Radiology[1]?.Case, missing.TissueRank), Is.EqualTo(((Hit?)null, "C1", (int?)null)));
    }

    [Test]
    public void SearchCases_PatientExcluded_LeavesItsCasesOut()
    {
        using var collection = Filled(tissue: ["C1", "C2"], flair: ["C1", "C2"], t1: []);
        var answer = collection.SearchCases(new CaseQuery { Tissue = [new CaseQueryPart(collection.Space(), Vector(0))], Group = "P-C1" });
        Assert.That(answer.Hits.Select(hit => hit.Case), Is.EqualTo(new[] { "C2" }));
    }

    [Test]
    public void Append_TissueIntoASpaceOfRadiology_IsRefused()
    {
        using var collection = Filled(tissue: ["C1"], flair: ["C1"], t1: []);
        Assert.That(() => collection.Append(collection.RadiologySpaces[0], Tiles(Slide("s"), 1), Random(1, 1)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("of radiology"));
        Assert.That(() => collection.Append(collection.Space(), Tiles(Slide("series:x"), 1), Random(1, 1)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("rename"));
    }

    [Test]
    public void Series_AreNoSlides_InCountsAndLists()
    {
        using var collection = Filled(tissue: ["C1", "C2"], flair: ["C1", "C2", "C3"], t1: []);
        var info = collection.Info();
        Assert.That((info.Slides, info.Tiles, info.Cases, collection.Tiles().Count, collection.Slides().Count, collection.SeriesItems().Count), Is.EqualTo((2L, 2L, 3L, 2, 2, 3)));
        Assert.That(info.Labels, Does.Not.ContainKey("contrast"));
        Assert.That(collection.Verify().Sound, Is.True);
    }

    [Test]
    public void UpdateLabels_CaseWithSeries_MovesToAnotherPatient()
    {
        using var collection = Filled(tissue: ["C1"], flair: ["C1"], t1: []);
        collection.UpdateLabels([new SlideRecord("slide C1", "C1", "another")]);
        Assert.That(collection.CasePatients()["C1"], Is.EqualTo("another"));
        Assert.That(collection.DeletePatient("another"), Is.EqualTo(2), "slide and series");
    }

    [Test]
    public void Identity_WithoutRadiology_KeepsItsText() => Assert.Multiple(() =>
    {
        Assert.That(Identity().Canonical, Does.Not.Contain("series"));
        Assert.That((Identity() with { Series = Best }).Id, Is.Not.EqualTo(Identity().Id));
        Assert.That((Identity() with { Series = Best }).DifferencesFrom(Identity()), Has.One.Contains("radiology"));
        Assert.That(SpaceIdentity.Parse((Identity() with { Series = Best }).Canonical).Series, Is.EqualTo(Best));
    });

    private Collection Filled(string[] tissue, string[] flair, string[] t1)
    {
        var collection = Create();
        var radiology = collection.AddSpace("radiology", Identity() with { Series = Best }, ElementType.Float32);
        for (var i = 0; i < tissue.Length; i++) collection.Append(collection.Space(), Tiles(new SlideRecord($"slide {tissue[i]}", tissue[i], "P-" + tissue[i]), 1), Vector(i + 1));
        foreach (var (contrast, cases) in new[] { ("FLAIR", flair), ("T1", t1) })
            for (var i = 0; i < cases.Length; i++)
                collection.Append(radiology, Tiles(new SlideRecord(SeriesName.Of(cases[i], "MR", contrast), cases[i], "P-" + cases[i]) { Labels = new Dictionary<string, string> { ["contrast"] = contrast } }, 1), Vector(i + 1));
        return collection;
    }

    private static float[] Vector(float distance) => [distance, 0, 0, 0, 0, 0, 0, 0];
}
