namespace Concord.Study;

/// <summary>Who is in the cohort. The counts are those of the seed study: 170 subjects, 135 to train and 35 to test.</summary>
internal static class CohortPlan
{
    /// <summary>Subjects of grade 0, 1, 2.</summary>
    internal static IReadOnlyList<int> Subjects { get; } = [40, 53, 77];

    /// <summary>Of these the test subjects.</summary>
    internal static IReadOnlyList<int> TestSubjects { get; } = [8, 11, 16];

    private const ulong PlanStream = 1;
    private const ulong TraitStream = 10_000;
    /// <summary>About one case in seventeen lacks a contrast: often enough that a report of nine queries shows such a gap.</summary>
    private const int LackingCases = 10;

    internal static IReadOnlyList<CohortCase> Make(ulong seed)
    {
        var random = new RandomStream(seed, PlanStream);
        var places = Places();
        random.Shuffle(places);
        var cases = new List<CohortCase>(places.Count);
        for (var i = 0; i < places.Count; i++) cases.Add(MakeCase(seed, i + 1, places[i], random));
        for (var i = 0; i < LackingCases; i++) Lack(cases, i, random);
        return cases;
    }

    private static List<(int Grade, string Split)> Places()
    {
        var places = new List<(int, string)>();
        for (var grade = 0; grade < Subjects.Count; grade++)
        {
            for (var i = 0; i < Subjects[grade]; i++) places.Add((grade, i < TestSubjects[grade] ? "test" : "train"));
        }

        return places;
    }

    private static CohortCase MakeCase(ulong seed, int number, (int Grade, string Split) place, RandomStream random)
    {
        var own = new RandomStream(seed, TraitStream + (ulong)number);
        var centre = CentreStyle.All[random.Below(CentreStyle.All.Count)];
        return new CohortCase(number, place.Grade, place.Split, centre.Jittered(own), TissueTraits.Draw(place.Grade, own));
    }

    /// <summary>Takes one contrast from a case that has all four.</summary>
    private static void Lack(List<CohortCase> cases, int nth, RandomStream random)
    {
        var candidates = Enumerable.Range(0, cases.Count).Where(i => cases[i].Missing is null).ToList();
        var chosen = candidates[random.Below(candidates.Count)];
        cases[chosen] = cases[chosen] with { Missing = nth % 2 == 0 ? "FLAIR" : "T1 post-contrast" };
    }
}
