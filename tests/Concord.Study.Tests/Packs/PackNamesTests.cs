namespace Concord.Study.Tests.Packs;

[TestFixture]
internal sealed class PackNamesTests
{
    [Test]
    public void Patient_IsANumberInOrderOfOccurrence()
    {
        var names = new PackNames(withPaths: false);
        Assert.That(new[] { "doe", "roe", "doe" }.Select(patient => names.Patient(patient, "c", "s")), Is.EqualTo(new[] { "patient 1", "patient 2", "patient 1" }));
        Assert.That(new PackNames(withPaths: true).Patient("doe", "c", "s"), Is.EqualTo("doe"));
    }

    [TestCase("doe/left.svs", "patient 1/left.svs")]
    [TestCase("DOE-7", "patient 1-7")]
    [TestCase("doedoe", "doedoe")]
    [TestCase("doe-lung/a", "patient 2/a")]
    [TestCase("a (b)* c", "a patient 3 c")]
    [TestCase("1/doe", "patient 4/patient 1")]
    public void Of_ANameWithAPatient_HasTheNumberInstead(string name, string expected)
    {
        var names = new PackNames(withPaths: false);
        foreach (var patient in (string[])["doe", "doe-lung", "(b)*", "1"]) names.Patient(patient, "c", "s");
        Assert.That(names.Of(name), Is.EqualTo(expected));
    }

    [Test]
    public void Of_WhereNobodyNamedAPatient_KeepsTheSlidesName()
    {
        var names = new PackNames(withPaths: false);
        Assert.That(names.Patient("lung/a.png", "lung/a.png", "lung/a.png"), Is.EqualTo("patient 1"));
        Assert.That(names.Of("lung/a.png"), Is.EqualTo("lung/a.png"));
    }

    [Test]
    public void Labels_OfAShortPatientName_StayAsTheyAre()
    {
        var names = new PackNames(withPaths: false);
        names.Patient("2", "c", "s");
        names.Patient("Mary Doe", "c", "s");
        var labels = names.Labels(new Dictionary<string, string> { ["note"] = "seen by mary doe", ["grade"] = "2" });
        Assert.That(labels, Is.EqualTo(new Dictionary<string, string> { ["grade"] = "2", ["note"] = "seen by patient 2" }));
        Assert.That(labels.Keys, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [TestCase("patient = doe", "(a condition that names patients)")]
    [TestCase("slide = \"doe/1\"", "slide = \"patient 1/1\"")]
    [TestCase("label = x", "label = x")]
    [TestCase(null, null)]
    public void Condition_ThatSpeaksOfPatients_IsWithheld(string? where, string? expected)
    {
        var names = new PackNames(withPaths: false);
        names.Patient("doe", "c", "s");
        Assert.That(names.Condition(where), Is.EqualTo(expected));
    }

    [Test]
    public void File_IsItsNameAlone()
    {
        Assert.That(new PackNames(withPaths: false).File("/data/doe/a.png"), Is.EqualTo("a.png"));
        Assert.That(new PackNames(withPaths: true).File("/data/doe/a.png"), Is.EqualTo("/data/doe/a.png"));
    }
}
