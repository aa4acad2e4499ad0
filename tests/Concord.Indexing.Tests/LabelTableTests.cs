using System.Text;
using Concord.Indexing;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests;

public sealed class LabelTableTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Find_AllColumns_FillTheRecord()
    {
        var slide = Read("file,label,patient,case,slide,centre,split,grade\na/1.png,tumour,P1,C1,S1,North,train,2\n").Find("a/1.png");
        Assert.That((slide!.Case, slide.Patient, slide.Centre, slide.Split), Is.EqualTo(("C1", "P1", "North", "train")));
        Assert.That(slide.Labels, Is.EquivalentTo(new Dictionary<string, string> { ["label"] = "tumour", ["source_slide"] = "S1", ["grade"] = "2" }));
    }

    [Test]
    public void Find_NothingButTheRequired_FallsBackOnTheFile()
    {
        var slide = Read("file,label,patient\n1.png,,\n").Find("1.png");
        Assert.That((slide!.Name, slide.Case, slide.Patient), Is.EqualTo(("1.png", "1.png", "1.png")));
        Assert.That(slide.Labels, Is.Empty);
    }

    [TestCase("./a/1.png")]
    [TestCase("a\\1.png")]
    public void Find_OtherSpelling_IsTheSameFile(string file) => Assert.That(Read("file,label,patient\na/1.png,x,P\n").Find(file), Is.Not.Null);

    [Test]
    public void Read_BomCrlfAndQuotes_AreUnderstood()
    {
        var path = _folder.At("labels.csv");
        File.WriteAllText(path, "file,label,patient\r\n\"a, b.png\",\"say \"\"yes\"\"\r\nor no\",P1\r\nc.png,n,P2\r\n", new UTF8Encoding(true));
        var table = LabelTable.Read(path);
        Assert.That(table.Find("a, b.png")!.Labels["label"], Is.EqualTo("say \"yes\"\r\nor no"));
        Assert.That(table.Find("c.png")!.Patient, Is.EqualTo("P2"));
    }

    [TestCase("file;label;patient\n1.png;a,b;P1\n")]
    [TestCase("file\tlabel\tpatient\n1.png\ta,b\tP1\n")]
    public void Read_OtherSeparator_IsSeenInTheHeader(string text) => Assert.That(Read(text).Find("1.png")!.Labels["label"], Is.EqualTo("a,b"));

    [Test]
    public void Read_SameRowTwice_IsAProblemOnly()
    {
        var table = Read("file,label,patient\n1.png,a,P\n2.png,b,P\n1.png,a,P\n");
        Assert.That(table.Count, Is.EqualTo(2));
        Assert.That(table.Problems, Has.One.Contains("line 4 repeats line 2"));
    }

    [TestCase("file,label,patient\n1.png,a,P\n2.png,b,P\n1.png,b,P\n", "lines 2 and 4")]
    [TestCase("file,label\n1.png,a\n", "column \"patient\" is missing")]
    [TestCase("file,label,patient,label\n", "\"label\" stands there twice")]
    [TestCase("file,label,patient\n1.png,a\n", "line 2 has 2 fields; the header has 3")]
    [TestCase("file,label,patient\n1.png,\"a,P\n", "line 2: a quote is opened")]
    [TestCase("file,label,patient\n1.png,\"a\"b,P\n", "line 2: text follows")]
    [TestCase("file,label,patient\n,a,P\n", "line 2: the file is empty")]
    [TestCase("", "empty")]
    public void Read_WrongTable_SaysWhereAndWhat(string text, string said) =>
        Assert.That(() => Read(text), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains(said).And.Message.Contains("labels.csv"));

    [Test]
    public void Read_LineAfterAQuotedLineEnd_IsCounted() => Assert.That(
        () => Read("file,label,patient\n1.png,\"a\nb\",P\n2.png,b\n"), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("line 4"));

    [Test]
    public void Read_Latin1_IsRefusedWithItsLine()
    {
        File.WriteAllBytes(_folder.At("labels.csv"), Encoding.Latin1.GetBytes("file,label,patient\n1.png,Gehör,P\n"));
        Assert.That(() => LabelTable.Read(_folder.At("labels.csv")), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("line 2"));
    }

    [Test]
    public void Read_Utf16_IsRefused()
    {
        File.WriteAllText(_folder.At("labels.csv"), "file,label,patient\n", Encoding.Unicode);
        Assert.That(() => LabelTable.Read(_folder.At("labels.csv")), Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("UTF-16"));
    }

    [Test]
    public void Read_NoFile_IsNotFound() => Assert.That(() => LabelTable.Read(_folder.At("none.csv")), Throws.InstanceOf<ConcordNotFoundException>());

    [FsCheck.NUnit.Property]
    public Property Parse_QuotedFields_ComeBack() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[][]>(), table =>
    {
        var rows = table.Where(row => row.Length > 0).Select(row => row.Select(field => field.Get).ToArray()).ToList();
        var text = string.Concat(rows.Select(row => string.Join(',', row.Select(Quote)) + "\r\n"));
        var expected = rows.Where(row => row.Length > 1 || row[0].Length > 0);
        return CsvText.Parse(text, ',', "t").Select(record => record.Fields).SequenceEqual(expected, new SameFields());
    });

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private LabelTable Read(string text) => LabelTable.Read(_folder.Write("labels.csv", text));

    private sealed class SameFields : IEqualityComparer<IReadOnlyList<string>>
    {
        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => x is not null && y is not null && x.SequenceEqual(y, StringComparer.Ordinal);

        public int GetHashCode(IReadOnlyList<string> obj) => obj.Count;
    }
}
