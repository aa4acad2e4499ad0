using Concord.Cli.Queries;

namespace Concord.Cli.Tests.Queries;

/// <summary>Whose relatives a request leaves out, for every kind of query: what is asked for and not known is said not to have been done.</summary>
[TestFixture]
internal sealed class QueryRequestTests
{
    private static readonly SlideInfo Known = new(7, "slide", "case", "patient") { Centre = "centre", Labels = new Dictionary<string, string>() };

    [TestCase(Exclusion.None, null, null)]
    [TestCase(Exclusion.Slide, Exclusion.Slide, "slide")]
    [TestCase(Exclusion.Case, Exclusion.Case, "case")]
    [TestCase(Exclusion.Patient, Exclusion.Patient, "patient")]
    [TestCase(Exclusion.Centre, Exclusion.Centre, "centre")]
    public void Of_ARegionOfAKnownSlide_LeavesTheSlidesOwnOut(Exclusion exclude, Exclusion? expected, string? group)
    {
        var request = QueryRequest.Of(Query() with { Slide = Known }, 3, "a = 1", exclude);
        Assert.That((request.Exclude, request.QueryGroup, request.QueryTile), Is.EqualTo((expected ?? Exclusion.None, group, (long?)null)));
        Assert.That((request.K, request.Where), Is.EqualTo((3, "a = 1")));
    }

    [Test]
    public void Of_ARegionWhoseCentreIsNotKnown_ClaimsNoExclusion() =>
        Assert.That(QueryRequest.Of(Query() with { Slide = Known with { Centre = null } }, 3, null, Exclusion.Centre).Exclude, Is.EqualTo(Exclusion.None));

    [TestCase(null, Exclusion.None)]
    [TestCase("P9", Exclusion.Patient)]
    public void Of_AnImageFromOutside_LeavesOutWhomTheCallerNames(string? named, Exclusion expected)
    {
        var request = QueryRequest.Of(Query(), 3, null, Exclusion.Patient, named);
        Assert.That((request.Exclude, request.QueryGroup), Is.EqualTo((expected, named)));
    }

    [Test]
    public void Of_ATileOfTheCollection_IsItsOwnRelativeAndNoOnes()
    {
        var request = QueryRequest.Of(Query() with { Tile = new TileInfo(5, Known, 0, 0, 8, 8) { Labels = new Dictionary<string, string>() }, Slide = Known }, 3, null, Exclusion.Centre, "another", exact: true);
        Assert.That((request.Exclude, request.QueryTile, request.QueryGroup, request.Exact), Is.EqualTo((Exclusion.Centre, (long?)5, (string?)null, (bool?)true)));
    }

    private static Query Query() => new(new float[] { 1, 2 }, "a query");
}
