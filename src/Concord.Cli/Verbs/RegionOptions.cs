using System.CommandLine;
using System.CommandLine.Parsing;
using Concord.Cli.Queries;

namespace Concord.Cli.Verbs;

/// <summary>The options of <c>search --image</c> with a region of a whole slide.</summary>
internal sealed class RegionOptions
{
    private readonly Option<string?> _region = new("--region") { Description = "Only this part of --image, in level-0 pixels of a whole slide, read at the model's resolution", HelpName = "x,y,w,h" };
    private readonly Option<double?> _mpp = new("--mpp") { Description = "With --region: micrometres a level-0 pixel, where the slide does not say", HelpName = "X" };

    internal IEnumerable<Option> All => [_region, _mpp];

    internal SlideRegion? Asked(ParseResult parsed) => parsed.GetValue(_region) is { } text ? SlideRegion.Parse(text) : null;

    internal double? Mpp(ParseResult parsed) => parsed.GetValue(_mpp);

    internal IEnumerable<string> Errors(CommandResult result, Option image, Option roi)
    {
        var region = result.GetResult(_region) is not null;
        if (region && result.GetResult(image) is null) yield return "--region is a part of a slide: give --image too.";
        if (region && result.GetResult(roi) is not null) yield return "--region and --roi both name a part: give --region for a whole slide, --roi for an image.";
        if (!region && result.GetResult(_mpp) is not null) yield return "--mpp is of --region: give that too.";
    }
}
