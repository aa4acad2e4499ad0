using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary><c>evaluate NAME</c>: how often the nearest tiles share the query's label.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string> _label = new("--label") { Description = "The label that must agree", DefaultValueFactory = _ => "label" };
    private readonly Option<int[]> _ks = new("--k")
    {
        Description = "Depths at which precision is taken, for example 1,3,5",
        HelpName = "K,…",
        CustomParser = ParseDepths,
        DefaultValueFactory = _ => [1, 3, 5],
    };

    private readonly Option<Exclusion> _exclude = Syntax.Exclude("Relatives of the query that may not be its neighbours");
    private readonly Option<string?> _split = new("--split")
    {
        Description = "Those of split \"test\" ask, those of \"train\" answer: as stored, or as a FILE says (columns id, slide, case or patient, and split). Without it every one does both",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _space = new("--space") { Description = "The space to evaluate (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<string?> _against = new("--against") { Description = "Also evaluate this space, and what it changes", HelpName = "NAME" };
    private readonly Option<bool> _loss = new("--loss") { Description = "Where the search is approximate, also search exactly and show what that changes" };
    private readonly Option<int?> _draws = EvaluationOutputs.Draws();
    private readonly Option<string?> _where = new("--where") { Description = "A condition on the tiles that take part", HelpName = "EXPR" };

    private readonly Option<bool> _slides = new("--slides") { Description = "Slides ask for slides: Top-1 and majority votes of whole slides, and what searching few of them loses" };
    private readonly Option<bool> _selections = new("--selections") { Description = "Slides ask for slides with the tiles that each selection would have kept: size against accuracy" };
    private readonly Option<double[]> _shares = new("--share")
    {
        Description = "With --selections: shares of the tiles to keep, for example 0.05,0.2",
        HelpName = "X,…",
        CustomParser = ParseShares,
        DefaultValueFactory = _ => [0.05, 0.2],
    };

    private readonly Option<int?> _tilesPerSlide = Syntax.AtLeastOne("--tiles-per-slide", "N", "With --slides: compare at most N tiles of each slide, spread evenly (default: all)");
    private readonly Option<int?> _compare = Syntax.AtLeastOne("--compare", "N", "With --slides: slides compared by the search whose recall is measured (default: the collection decides)");
    private readonly EvaluationOutputs _outputs = new();

    internal EvaluateVerb()
        : base("evaluate", "Measure how often the nearest tiles share the query's label (P@K)")
    {
        Add(_name);
        foreach (var option in new Option[] { _label, _ks, _exclude, _split, _where, _space, _against, _loss, _draws, _slides, _tilesPerSlide, _compare, _selections, _shares }) Add(option);
        foreach (var option in _outputs.All) Add(option);
        Add(new EvaluateCompareVerb());
        Validators.Add(Check);
    }

    private void Check(CommandResult result)
    {
        var (slides, selections, against) = (Given(_slides), Given(_selections), Given(_against));
        if (slides && against) result.AddError("--slides evaluates one space: leave out --against.");
        if (selections && (against || slides)) result.AddError("--selections compares selections in one space, slide against slide: leave out --against and --slides.");
        if (!selections && Given(_shares)) result.AddError("--share is of --selections: give that too.");
        if (!slides && (Given(_compare) || (Given(_tilesPerSlide) && !selections))) result.AddError("--tiles-per-slide and --compare are of --slides: give that too.");
        if (selections && _outputs.All.Any(Given)) result.AddError("--selections prints a table, or --json: leave out --html, --markdown, --figures and --per-query.");
        if (against && Given(_outputs.PerQuery)) result.AddError("--per-query is of one space: leave out --against, and compare the files with \"concord evaluate compare\".");

        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        _outputs.Require(parsed);
        var split = parsed.GetValue(_split) is { } file ? SplitTable.Read(file) : null;
        var name = parsed.GetRequiredValue(_name);
        using var collection = Collections.Read(name);
        var options = new EvaluationOptions
        {
            LabelName = parsed.GetRequiredValue(_label),
            Ks = parsed.GetRequiredValue(_ks),
            Exclude = parsed.GetValue(_exclude),
            UseSplit = parsed.GetResult(_split) is not null,
            Split = split,
            Where = parsed.GetValue(_where),
            MeasureLoss = parsed.GetValue(_loss),
            Draws = parsed.GetValue(_draws) ?? EvaluationOutputs.StandardDraws,
        };
        var space = collection.Space(parsed.GetValue(_space));
        var slides = new SlideEvaluationOptions { Evaluation = options, TilesPerSlide = parsed.GetValue(_tilesPerSlide), Compare = parsed.GetValue(_compare) };
        if (parsed.GetValue(_selections)) Selections(parsed, session, collection, space, slides);
        else if (parsed.GetValue(_slides)) Slides(parsed, session, collection, space, slides, name);
        else if (parsed.GetValue(_against) is { } other) Spaces(parsed, session, collection, space, collection.Space(other), options, name);
        else Tiles(parsed, session, collection, space, options, name);
        return ExitCode.Ok;
    }

    private void Tiles(ParseResult parsed, Session session, Collection collection, Space space, EvaluationOptions options, string name)
    {
        var report = Evaluator.Run(collection, space, options, cancel: session.Cancel);
        _outputs.Write(parsed, new EvaluationPageData(name, [(space.Name, report)]));
        session.Answer(report.ToJson(parsed.GetValue(_outputs.PerQuery)), console => PrecisionTable.Print(console, report));
    }

    private void Spaces(ParseResult parsed, Session session, Collection collection, Space space, Space other, EvaluationOptions options, string name)
    {
        var comparison = Evaluator.Compare(collection, space, other, options, cancel: session.Cancel);
        _outputs.Write(parsed, new EvaluationPageData(name, [(space.Name, comparison.Baseline), (other.Name, comparison.Other)]) { Comparison = comparison });
        session.Answer(comparison.ToJson(), console => ComparisonTable.Print(console, comparison, space.Name, other.Name));
    }

    private void Slides(ParseResult parsed, Session session, Collection collection, Space space, SlideEvaluationOptions options, string name)
    {
        var evaluation = SlideEvaluation.Run(collection, space, options, cancel: session.Cancel);
        _outputs.Write(parsed, new EvaluationPageData(name, [(space.Name, evaluation.Figures)]) { Slides = evaluation });
        session.Answer(evaluation.ToJson(parsed.GetValue(_outputs.PerQuery)), console => SlideEvaluationTable.Print(console, evaluation));
    }

    private void Selections(ParseResult parsed, Session session, Collection collection, Space space, SlideEvaluationOptions options)
    {
        ITileSelection[] selections = [TileSelections.Of("all"), .. parsed.GetRequiredValue(_shares).SelectMany(share =>
            TileSelections.Names.Where(selection => selection != "all").Select(selection => TileSelections.Of(selection, share)))];
        using var view = ProgressView.Start("slides");
        var trade = SelectionTrade.Run(
            collection, space, options, selections, ProgressView.From<Progress>(step => view.Show(step.Stage, step.Done, step.Total)), session.Cancel);
        session.Answer(trade.ToJson(), console => SelectionTable.Print(console, trade));
    }

    private static int[] ParseDepths(ArgumentResult result)
    {
        var depths = new List<int>();
        foreach (var part in Parts(result))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1) depths.Add(k);
            else result.AddError($"--k: \"{part}\" is not a whole number of at least 1; write for example 1,3,5.");
        }

        return [.. depths.Distinct().Order()];
    }

    private static double[] ParseShares(ArgumentResult result)
    {
        var shares = new List<double>();
        foreach (var part in Parts(result))
        {
            if (double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1) shares.Add(share);
            else result.AddError($"--share: \"{part}\" is not a number above 0 and at most 1; write for example 0.05,0.2.");
        }

        return [.. shares.Distinct().Order()];
    }

    private static string[] Parts(ArgumentResult result) => string.Join(',', result.Tokens.Select(token => token.Value)).Split(',', StringSplitOptions.TrimEntries);
}
