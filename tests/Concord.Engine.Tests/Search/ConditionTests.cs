namespace Concord.Tests;

internal sealed class ConditionTests : CollectionFixture
{
    private Collection _collection = null!;

    [SetUp]
    public void Fill()
    {
        _collection = Create();
        Add(_collection, Slide("a", "p1", "lung_scc", centre: "A"), 1);
        Add(_collection, Slide("b", "p2", "lung_aca", centre: "B"), 1);
        Add(_collection, Slide("c'\"--", "p3", "colon", centre: null), 1);
        Add(_collection, Slide("d", "p4"), 1);
        var e = Slide("e", "p5", "lung_scc");
        _collection.Append(_collection.Space(), [new TileRecord(e, 0, 0, 1, 1) { Labels = new Dictionary<string, string> { ["label"] = "tile_own" } }], Random(1, 5));
    }

    [TearDown]
    public void Close() => _collection.Dispose();

    [TestCase("label = lung_scc", "a")]
    [TestCase("label = \"tile_own\"", "e")]
    [TestCase("label == 'lung_aca'", "b")]
    [TestCase("label != lung_scc", "b c d e")]
    [TestCase("not label = lung_scc", "b c d e")]
    [TestCase("label like 'lung%'", "a b")]
    [TestCase("label not like 'lung%'", "c d e")]
    [TestCase("label in (colon, lung_aca)", "b c")]
    [TestCase("label not in (colon, lung_aca)", "a d e")]
    [TestCase("centre != A", "b c d e")]
    [TestCase("label = lung_scc and centre = A or slide = d", "a d")]
    [TestCase("label = lung_scc and (centre = A or slide = d)", "a")]
    [TestCase("NOT (patient = p1 OR patient = p2)", "c d e")]
    [TestCase("case = \"case of a\"", "a")]
    [TestCase("slide = 'c''\"--'", "c")]
    [TestCase("slide = \"x' OR '1'='1\"", "")]
    public void Tiles_Where_AreThoseThatMatch(string where, string slides) =>
        Assert.That(string.Join(' ', _collection.Tiles(where).Select(t => t.Slide[0])), Is.EqualTo(slides));

    [TestCase("grade = 2", "'grade', which is no label")]
    [TestCase("label", "=, !=, like or in behind 'label' at position 6")]
    [TestCase("label =", "a value at position 8")]
    [TestCase("label = a b", "'and', 'or' or the end at position 11")]
    [TestCase("(label = a", "')'")]
    [TestCase("label = \"a", "quote at position 9 that never ends")]
    [TestCase("label in a", "'('")]
    [TestCase("label ; drop", "';' at position 7")]
    [TestCase("and", "behind 'and'")]
    public void Tiles_BadCondition_SaysWhereAndWhat(string where, string message) =>
        Assert.That(() => _collection.Tiles(where), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(message));

    [Test]
    public void Tiles_EndlessCondition_IsRefused()
    {
        var terms = string.Join(" or ", Enumerable.Repeat("label = a", 100_000));
        var nested = new string('(', 100_000) + "label = a";
        Assert.That(() => _collection.Tiles(terms), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(() => _collection.Tiles(nested), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("nested"));
    }

    [Test]
    public void Tiles_LongList_IsFine() =>
        Assert.That(_collection.Tiles($"patient in ({string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"p{i}"))})"), Has.Count.EqualTo(5));
}
