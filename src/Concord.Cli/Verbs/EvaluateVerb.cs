using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
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
    private readonly Option<bool> _split = new("--split") { Description = "Tiles of split \"test\" ask, those of \"train\" answer; without it every tile does both" };
    private readonly Option<string?> _space = new("--space") { Description = "The space to evaluate (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<string?> _against = new("--against") { Description = "Also evaluate this space, and what it changes", HelpName = "NAME" };
    private readonly Option<bool> _loss = new("--loss") { Description = "Where the search is approximate, also search exactly and show what that changes" };
    private readonly Option<int?> _draws = new("--draws") { Description = "Draws of the bootstrap behind the intervals; 0 leaves them out (default: 1000)", HelpName = "N" };
    private readonly Option<string?> _where = new("--where") { Description = "A condition on the tiles that take part", HelpName = "EXPR" };

    private readonly Option<bool> _slides = new("--slides") { Description = "Slides ask for slides: Top-1 and majority votes of whole slides, and what searching few of them loses" };
    private readonly Option<int?> _tilesPerSlide = Syntax.AtLeastOne("--tiles-per-slide", "N", "With --slides: compare at most N tiles of each slide, spread evenly (default: all)");
    private readonly Option<int?> _compare = Syntax.AtLeastOne("--compare", "N", "With --slides: slides compared by the search whose recall is measured (default: the collection decides)");

    internal EvaluateVerb()
        : base("evaluate", "Measure how often the nearest tiles share the query's label (P@K)")
    {
        Add(_name);
        Add(_label);
        Add(_ks);
        Add(_exclude);
        Add(_split);
        Add(_where);
        foreach (var option in new Option[] { _space, _against, _loss, _draws, _slides, _tilesPerSlide, _compare }) Add(option);
        Validators.Add(result =>
        {
            var slides = result.GetResult(_slides) is { Implicit: false };
            if (slides && result.GetResult(_against) is not null) result.AddError("--slides evaluates one space: leave out --against.");
            if (!slides && (result.GetResult(_tilesPerSlide) ?? result.GetResult(_compare)) is not null) result.AddError("--tiles-per-slide and --compare are of --slides: give that too.");
        });
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        using var collection = Collections.Read(parsed.GetRequiredValue(_name));
        var options = new EvaluationOptions
        {
            LabelName = parsed.GetRequiredValue(_label),
            Ks = parsed.GetRequiredValue(_ks),
            Exclude = parsed.GetValue(_exclude),
            UseSplit = parsed.GetValue(_split),
            Where = parsed.GetValue(_where),
            MeasureLoss = parsed.GetValue(_loss),
            Draws = parsed.GetValue(_draws) ?? 1000,
        };
        var space = collection.Space(parsed.GetValue(_space));
        if (parsed.GetValue(_slides))
        {
            var slides = new SlideEvaluationOptions { Evaluation = options, TilesPerSlide = parsed.GetValue(_tilesPerSlide), Compare = parsed.GetValue(_compare) };
            var evaluation = SlideEvaluation.Run(collection, space, slides, cancel: session.Cancel);
            session.Answer(evaluation.ToJson(), console => SlideEvaluationTable.Print(console, evaluation));
        }
        else if (parsed.GetValue(_against) is { } other)
        {
            var comparison = Evaluator.Compare(collection, space, collection.Space(other), options, cancel: session.Cancel);
            session.Answer(comparison.ToJson(), console => ComparisonTable.Print(console, comparison, space.Name, other));
        }
        else
        {
            var report = Evaluator.Run(collection, space, options, cancel: session.Cancel);
            session.Answer(report.ToJson(), console => PrecisionTable.Print(console, report));
        }

        return ExitCode.Ok;
    }

    private static int[] ParseDepths(ArgumentResult result)
    {
        var parts = string.Join(',', result.Tokens.Select(token => token.Value)).Split(',', StringSplitOptions.TrimEntries);
        var depths = new List<int>();
        foreach (var part in parts)
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1) depths.Add(k);
            else result.AddError($"--k: \"{part}\" is not a whole number of at least 1; write for example 1,3,5.");
        }

        return [.. depths.Distinct().Order()];
    }
}
