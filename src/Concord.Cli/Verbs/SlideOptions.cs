using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.CommandLine;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search --slide</c>, and the search they ask for.</summary>
internal sealed class SlideOptions
{
    private const int StandardK = 5;

    private readonly Option<string?> _slide = new("--slide") { Description = "Look for slides like this slide of the collection", HelpName = "NAME|ID" };
    private readonly Option<SlideRanking> _ranking = Ranking();
    private readonly Option<bool> _perCase = new("--per-case") { Description = "With --slide: only the nearest slide of each case" };
    private readonly Option<int?> _pairs = new("--pairs") { Description = "With --slide: pairs of tiles shown for each slide, so many typical and so many best (default: 3)", HelpName = "N" };
    private readonly Option<int?> _tiles = Syntax.AtLeastOne("--tiles-per-slide", "N", "With --slide: compare at most N tiles of each slide, spread evenly (default: all)");
    private readonly Option<int?> _compare = Syntax.AtLeastOne("--compare", "N", "With --slide: slides compared where not all are (default: the collection decides)");

    internal IEnumerable<Option> All => [_slide, _ranking, _perCase, _pairs, _tiles, _compare];

    internal Option Slide => _slide;

    internal bool IsAsked(ParseResult parsed) => parsed.GetValue(_slide) is not null;

    /// <summary>Options that say nothing without --slide.</summary>
    internal IEnumerable<string> Idle(CommandResult result) => result.GetResult(_slide) is not null ? []
        : All.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    internal SlideQuery Query(ParseResult parsed, Collection collection, int? k, string? where, Exclusion exclude, bool? exact) => new()
    {
        Slide = Find(collection, parsed.GetValue(_slide)!).Id,
        K = k ?? StandardK,
        Where = where,
        Exclude = exclude,
        Exact = exact,
        Ranking = parsed.GetValue(_ranking),
        OnePerCase = parsed.GetValue(_perCase),
        Pairs = parsed.GetValue(_pairs) ?? 3,
        TilesPerSlide = parsed.GetValue(_tiles),
        Compare = parsed.GetValue(_compare),
    };

    /// <summary>A slide by its name; by its id where no slide has that name.</summary>
    internal static SlideInfo Find(Collection collection, string nameOrId)
    {
        try
        {
            return collection.Slide(nameOrId);
        }
        catch (ConcordNotFoundException) when (long.TryParse(nameOrId, System.Globalization.NumberStyles.None, null, out _))
        {
            return collection.Slide(long.Parse(nameOrId, System.Globalization.NumberStyles.None, null));
        }
    }

    private static Option<SlideRanking> Ranking()
    {
        var words = new Dictionary<string, SlideRanking>
        {
            ["symmetric"] = SlideRanking.Symmetric,
            ["query-to-slide"] = SlideRanking.QueryToSlide,
            ["slide-to-query"] = SlideRanking.SlideToQuery,
        };
        return new Option<SlideRanking>("--ranking")
        {
            Description = "With --slide: the distance that orders slides",
            HelpName = string.Join('|', words.Keys),
            DefaultValueFactory = _ => SlideRanking.Symmetric,
            CustomParser = result =>
            {
                if (words.TryGetValue(result.Tokens[0].Value, out var ranking)) return ranking;
                result.AddError($"--ranking cannot be \"{result.Tokens[0].Value}\"; use {string.Join(", ", words.Keys)}.");
                return default;
            },
        };
    }
}
