namespace Concord.Study;

/// <summary>What the labels of the nearest say, or why they say nothing.</summary>
internal static class VoteSection
{
    internal static void Write(HtmlText page, LabelVote vote)
    {
        page.Markup("<div class=\"vote\">");
        page.Line($"<p class=\"what\">{(vote.Answer is { } answer ? $"{answer}, by {vote.Votes[0].Votes} of {vote.Voters} votes" : "No answer")}</p>");
        if (vote.NoAnswer is { } reason) page.Line($"<p>{Sentence(reason)}</p>");
        if (vote.Votes.Count > 0)
        {
            page.Markup("<ul class=\"votes\">");
            foreach (var count in vote.Votes)
                page.Line($"<li><span>{count.Label}</span><meter min=\"0\" max=\"{vote.Voters}\" value=\"{count.Votes}\"></meter><span>{count.Votes}</span></li>");
            page.Markup("</ul>");
            page.Line($"<p class=\"quiet\">Margin {vote.Margin:0.00}{(vote.Tied ? ", a tie: the nearest decides" : "")}; entropy {vote.Entropy:0.00} bits; MV@{vote.K}, {LabelVote.Variant}.</p>");
        }
        if (vote.Calibration is { } c)
            page.Line($"<p class=\"quiet\">Held against {c.Distance:G4}, the {100 * c.Quantile:0.#} % quantile of {c.Samples} distances within this archive.</p>");
        page.Markup("</div>");
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
