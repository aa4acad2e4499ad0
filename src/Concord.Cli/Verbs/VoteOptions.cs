using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Queries;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search</c> about the vote of the nearest on a label.</summary>
internal sealed class VoteOptions
{
    private readonly Option<string> _label = new("--label") { Description = "The label that is voted on", DefaultValueFactory = _ => "label" };
    private readonly Option<int?> _vote = Syntax.AtLeastOne("--vote", "N", "How many of the nearest vote on the label (default: 5, or -k where that is fewer)");
    private readonly Option<bool> _uncalibrated = new("--no-calibration") { Description = "Vote whatever the distance: do not ask the archive how far its own lie apart" };

    internal IEnumerable<Option> All => [_label, _vote, _uncalibrated];

    internal string Label(ParseResult parsed) => parsed.GetRequiredValue(_label);

    internal LabelVoter Voter(ParseResult parsed) => new(Label(parsed), parsed.GetValue(_vote), !parsed.GetValue(_uncalibrated));
}
