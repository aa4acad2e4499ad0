namespace Concord.Study;

/// <summary>Macro-F1 of answers that count several times, or not at all: for a bootstrap, where building a whole confusion a draw would be slow.</summary>
internal static class VoteTally
{
    /// <summary>As <see cref="Confusion.MacroF1"/>: the mean over the classes that the drawn queries have.</summary>
    internal static double MacroF1(IReadOnlyList<string> truth, IReadOnlyList<string?> answers, int[] times)
    {
        var tallies = new Dictionary<string, (int Asked, int Answered, int Right)>(StringComparer.Ordinal);
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] == 0) continue;
            var own = tallies.GetValueOrDefault(truth[i]);
            tallies[truth[i]] = (own.Asked + times[i], own.Answered, own.Right + (answers[i] == truth[i] ? times[i] : 0));
            if (answers[i] is not { } answer) continue;
            var named = tallies.GetValueOrDefault(answer);
            tallies[answer] = named with { Answered = named.Answered + times[i] };
        }

        var asked = tallies.Values.Where(tally => tally.Asked > 0).ToList();
        return asked.Count == 0 ? 0 : asked.Average(tally => 2.0 * tally.Right / (tally.Asked + tally.Answered));
    }
}
