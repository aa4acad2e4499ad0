using System.Text.RegularExpressions;
using System.Xml.Linq;
using Concord.Study.Tests.Evaluation;

namespace Concord.Study.Tests.Report;

public sealed partial class EvaluationPageTests
{
    [Test]
    public void Html_Any_IsWellFormedAndAsksNothingOfTheNetwork()
    {
        var html = EvaluationPage.Html(Sample());
        var body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)];
        Assert.That(() => XDocument.Parse(body), Throws.Nothing);
        Assert.That(html.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal), Does.Not.Contain("http").And.Not.Contain("<script").And.Not.Contain("<link").And.Not.Contain("url("));
    }

    [Test]
    public void Html_LabelsWithMarkup_AreEscaped() =>
        Assert.That(EvaluationPage.Html(Sample("<b>&\"x\"")), Does.Not.Contain("<b>&").And.Contain("&lt;b&gt;&amp;&quot;x&quot;"));

    [Test]
    public void Html_NoDraws_ClaimsNoIntervals() => Assert.That(EvaluationPage.Html(Sample(draws: 0)), Does.Not.Contain("95 %"));

    [Test]
    public void Html_Confusion_ShadesByTheShareOfTheRow()
    {
        var cells = Cell().Matches(EvaluationPage.Html(Sample())).Select(match => (Step: int.Parse(match.Groups[1].Value, null), Count: int.Parse(match.Groups[2].Value, null))).ToList();
        Assert.That(cells, Is.Not.Empty.And.All.Matches<(int Step, int Count)>(cell => cell.Step is >= 0 and <= 10 && (cell.Step == 0) == (cell.Count == 0)));
    }

    [Test]
    public void Html_TwoSpaces_ShowsEveryChange()
    {
        var html = EvaluationPage.Html(Compared());
        Assert.That(html, Does.Contain("What other changes").And.Contain("MV@5 macro-F1").And.Contain("nDCG@3"));
    }

    [Test]
    public void Markdown_TwoSpaces_EveryRowHasTheCellsOfItsHeader()
    {
        foreach (var table in EvaluationMarkdown.Text(Compared()).Split("\n\n").Where(block => block.StartsWith('|')))
        {
            var cells = table.TrimEnd().Split('\n').TakeWhile(line => line.StartsWith('|')).Select(line => Unescaped().Count(line)).ToList();
            Assert.That(cells.Distinct().Count(), Is.EqualTo(1), table);
        }
    }

    [Test]
    public void Markdown_LabelWithABar_StaysInItsCell() => Assert.That(EvaluationMarkdown.Text(Sample("a|b")), Does.Contain("| a\\|b |"));

    private static EvaluationPageData Sample(string label = "a", int draws = 50)
    {
        var tiles = AgreementTests.Random(1).Select(tile => tile with { Label = tile.Label == "a" ? label : tile.Label }).ToArray();
        using var stored = new PlainCollection(tiles);
        return new EvaluationPageData("sample", [("space", Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Draws = draws }))]);
    }

    private static EvaluationPageData Compared()
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        var comparison = Evaluator.Compare(stored.Collection, stored.Space, stored.Space, new EvaluationOptions { Draws = 50 });
        return new EvaluationPageData("sample", [("one", comparison.Baseline), ("other", comparison.Other)]) { Comparison = comparison };
    }

    [GeneratedRegex("<td class=\"h([0-9]+)\">([0-9]+)")]
    private static partial Regex Cell();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Unescaped();
}
