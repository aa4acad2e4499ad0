namespace Concord.Study.Tests.Report;

/// <summary>What stands where a contrast has no picture: that the case has none is not that its file is gone.</summary>
[TestFixture]
internal sealed class ContrastsTests
{
    [Test]
    public void Examples_NoSeriesLostFileAndBrokenFile_SayWhichItIs()
    {
        var folder = Directory.CreateTempSubdirectory("concord-contrasts").FullName;
        try
        {
            var (good, broken) = (Path.Combine(folder, "t1.png"), Path.Combine(folder, "flair.png"));
            ImageFile.WritePng(new RgbImage(8, 8, new byte[8 * 8 * 3]), good);
            File.WriteAllText(broken, "no image");
            SeriesRecord[] series = [new("C", "MR", "T1", good), new("C", "MR", "T2", Path.Combine(folder, "gone.png")), new("C", "MR", "FLAIR", broken)];
            var examples = Contrasts.Examples(series, ["T1", "T2", "FLAIR", "DWI"], 8);
            Assert.That(examples.Select(example => example.Picture is null ? example.Absent : "shown"), Is.EqualTo(new[] { "shown", "file not found", "not readable", "missing" }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
