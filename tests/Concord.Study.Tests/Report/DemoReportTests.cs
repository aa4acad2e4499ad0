using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Concord.Study.Tests.Report;

public sealed partial class DemoReportTests
{
    [Test]
    public void Html_Synthetic_EverySectionSaysSo()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: true));
        Assert.That(Regex.Count(html, "Synthetic data"), Is.EqualTo(Regex.Count(html, "<section ")));
    }

    [Test]
    public void Html_RealData_NeverSaysSynthetic() =>
        Assert.That(DemoReport.Html(ReportSample.Data(synthetic: false)), Does.Not.Contain("ynthetic data").And.Not.Contain("drawn by"));

    [Test]
    public void Html_Any_AsksNothingOfTheNetwork()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: true));
        Assert.That(html.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal), Does.Not.Contain("http").And.Not.Contain("<script").And.Not.Contain("<link").And.Not.Contain("url("));
    }

    [Test]
    public void Html_Any_EveryImageHasAnAlternativeText()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: true));
        Assert.That(ImageTag().Matches(html).Select(match => match.Value), Is.Not.Empty.And.All.Matches(" alt=\"[^\"]+\""));
    }

    [Test]
    public void Html_LackingContrast_IsShownAsMissing() =>
        Assert.That(DemoReport.Html(ReportSample.Data(synthetic: true)), Does.Contain("<div class=\"missing\">missing</div>"));

    [Test]
    public void Html_OtherLabel_IsMarkedInWords()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: true));
        Assert.That(html, Does.Contain("✓ same label").And.Contain("✕ other label"));
    }

    [Test]
    public void Html_LabelsWithMarkup_AreEscaped()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: false, label: "<b>&\"x\""));
        Assert.That(html, Does.Not.Contain("<b>&").And.Contain("&lt;b&gt;&amp;&quot;x&quot;"));
    }

    [Test]
    public void Html_Any_IsWellFormed()
    {
        var html = DemoReport.Html(ReportSample.Data(synthetic: true));
        var body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)];
        Assert.That(() => XDocument.Parse(OpenImage().Replace(body, "$0/")), Throws.Nothing);
    }

    [Test]
    public void Html_NoLabels_SaysWhyThereAreNoFigures() =>
        Assert.That(DemoReport.Html(ReportSample.Data(synthetic: false) with { Evaluation = null }), Does.Contain("no labels"));

    [GeneratedRegex("<img [^>]*>")]
    private static partial Regex ImageTag();

    [GeneratedRegex("<img [^>]*(?=>)")]
    private static partial Regex OpenImage();
}
