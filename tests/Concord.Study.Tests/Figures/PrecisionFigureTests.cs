using System.Globalization;
using System.Xml.Linq;
using Concord.Study.Tests.Evaluation;

namespace Concord.Study.Tests.Figures;

/// <summary>Bars and whiskers read back from the drawing, against the figures of the report.</summary>
[TestFixture]
internal sealed class PrecisionFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void Draw_OneRun_EveryBarAndItsIntervalLieWhereTheReportSays()
    {
        var report = Report(draws: 50);
        var drawing = Read(PrecisionFigure.Draw(report));
        var rows = new[] { report.Macro }.Concat(report.PerClass.Values).SelectMany(figures => report.Options.Ks.Select(k => (Value: figures.AtK[k], Ends: figures.Intervals![k]))).ToList();
        var bars = drawing.Descendants(Svg + "rect").ToList();
        var (zero, unit) = Scale(drawing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bars.Select(bar => Number(bar, "x")), Is.All.EqualTo(zero), "bars begin at zero");
            Assert.That(bars.Select(bar => Number(bar, "width") / unit), Is.EqualTo(rows.Select(row => row.Value)).Within(1e-4));
            Assert.That(Whiskers(drawing).Select(ends => (ends.Low - zero) / unit), Is.EqualTo(rows.Select(row => row.Ends.Low)).Within(1e-4));
            Assert.That(Whiskers(drawing).Select(ends => (ends.High - zero) / unit), Is.EqualTo(rows.Select(row => row.Ends.High)).Within(1e-4));
        }
    }

    [Test]
    public void Draw_NoDraws_DrawsNoWhiskerAndClaimsNone()
    {
        var figure = PrecisionFigure.Draw(Report(draws: 0));
        Assert.That(Whiskers(Read(figure)), Is.Empty);
        Assert.That(figure.Caption, Does.Not.Contain("95 %"));
    }

    [Test]
    public void Draw_TwoRuns_HasTwoBarsAPlaceAndTheirNames()
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        var comparison = Evaluator.Compare(stored.Collection, stored.Space, stored.Space, new EvaluationOptions { Draws = 50 });
        var drawing = Read(PrecisionFigure.Draw(comparison, "this <one>", "that"));
        var places = (1 + comparison.Baseline.PerClass.Count) * comparison.Baseline.Options.Ks.Count;
        Assert.That(drawing.Descendants(Svg + "rect").Count(), Is.EqualTo((2 * places) + 2), "and two of the legend");
        Assert.That(drawing.Descendants(Svg + "text").Select(text => text.Value), Does.Contain("this <one>").And.Contain("that"));
    }

    [Test]
    public void Draw_ManyClasses_SaysHowManyAreNotShown()
    {
        EvaluationTile[] tiles = [.. Enumerable.Range(0, 40).Select(i => Outcomes.Tile(i, $"class {i / 2:00}", $"P{i}"))];
        var report = Evaluator.Measure(EvaluationSet.Choose(tiles, new EvaluationOptions()), new EvaluationOptions { Draws = 0 }, [.. tiles.Select(_ => new long[] { 0 })]);
        Assert.That(PrecisionFigure.Draw(report).Caption, Does.Contain("The first 12 of 20 classes"));
    }

    private static EvaluationReport Report(int draws)
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        return Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Draws = draws });
    }

    /// <summary>Where the grid's lines of 0 and 100 % stand.</summary>
    private static (double Zero, double Unit) Scale(XElement drawing)
    {
        var grid = drawing.Descendants(Svg + "line").Take(5).Select(line => Number(line, "x1")).ToList();
        return (grid[0], grid[4] - grid[0]);
    }

    private static List<(double Low, double High)> Whiskers(XElement drawing) => [.. drawing.Descendants(Svg + "path")
        .Select(path => ((string)path.Attribute("d")!).Split('M', ' ', 'v', 'H'))
        .Select(parts => (Low: double.Parse(parts[1], CultureInfo.InvariantCulture), High: double.Parse(parts[6], CultureInfo.InvariantCulture)))];

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static XElement Read(Figure figure) => XElement.Parse(figure.Svg);
}
