using System.Globalization;

namespace Concord.Tests;

/// <summary>kill -9 of a process that ingests: what it was told is stored is there, what was under way is there wholly or not at all.</summary>
internal sealed class CrashTests
{
    /// <summary>More by CONCORD_CRASH_ROUNDS, for a release campaign.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CONCORD_CRASH_ROUNDS") ?? "25", CultureInfo.InvariantCulture);

    [Test]
    public void Ingest_KilledAtAnyMoment_LosesNothingAcknowledged()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("crash.concord");
        Collection.Create(path, new CollectionOptions { Space = CrashScript.Identity }).Dispose();
        var random = new Random(20261123);
        var (there, next) = (new SortedSet<int>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var pending = RunAndKill(path, next, random, there, ref next);
            using var collection = Collection.Open(path, CollectionAccess.Write);
            Settle(collection, pending, there);
            Check(collection, path, there, $"round {round}");
        }
    }

    /// <summary>Lets a child work until some line, kills it, applies what it acknowledged; returns the operation that was under way.</summary>
    private static string? RunAndKill(string path, int first, Random random, SortedSet<int> there, ref int next)
    {
        using var child = new ChildProcess("ingest", path, first.ToString(CultureInfo.InvariantCulture));
        var lines = new List<string>();
        // Not before the first line: a child killed while it starts tests the runtime's start-up, mostly.
        for (var wanted = random.Next(1, 60); lines.Count < wanted && child.Line() is { } line;) lines.Add(line);
        lines.AddRange(child.Kill());
        string? pending = null;
        foreach (var words in lines.Select(l => l.Split(' ')).Where(w => w.Length == 3))
        {
            next = Math.Max(next, words[1] == "append" ? int.Parse(words[2], CultureInfo.InvariantCulture) + 1 : 0);
            pending = words[0] == "try" ? $"{words[1]} {words[2]}" : null;
            if (words[0] == "ack") Apply(words[1], int.Parse(words[2], CultureInfo.InvariantCulture), there);
        }
        return pending;
    }

    private static void Apply(string operation, int slide, SortedSet<int> there)
    {
        if (operation == "append") there.Add(slide);
        if (operation == "delete") there.Remove(slide);
    }

    /// <summary>What was under way may have happened or not; either is right, so the collection itself says which.</summary>
    private static void Settle(Collection collection, string? pending, SortedSet<int> there)
    {
        if (pending?.Split(' ') is not [var operation, var number]) return;
        var slide = int.Parse(number, CultureInfo.InvariantCulture);
        var present = collection.Slides().Any(s => s.Name == CrashScript.SlideName(slide));
        if (operation == "append" && present || operation == "delete" && !present) Apply(operation, slide, there);
    }

    private static void Check(Collection collection, string path, SortedSet<int> there, string round)
    {
        var space = collection.Space();
        Assert.That(collection.Verify().Problems, Is.Empty, round);
        var slides = collection.Tiles().GroupBy(t => t.Slide).ToDictionary(g => g.Key, g => g.OrderBy(t => t.X).Select(t => t.Id).ToArray());
        Assert.That(slides.Keys.Order(StringComparer.Ordinal), Is.EqualTo(there.Select(CrashScript.SlideName).Order(StringComparer.Ordinal)), round);
        foreach (var slide in there)
            Assert.That(collection.VectorsOf(space, slides[CrashScript.SlideName(slide)]), Is.EqualTo(CrashScript.Vectors(slide)), $"{round}, slide {slide}");
        var query = CrashScript.Vectors(-1)[..CrashScript.Dimension];
        var expected = there.SelectMany(s => CrashScript.Vectors(s).Chunk(CrashScript.Dimension)).Select(v => CollectionModel.Distance(query, v)).Order().Take(10);
        Assert.That(collection.Search(space, new SearchRequest { Vector = query }).Hits.Select(h => h.Distance), Is.EqualTo(expected), round);
        Assert.That(Leftovers(path), Is.Empty, round);
    }

    private static IEnumerable<string> Leftovers(string path)
    {
        var folder = new CollectionFolder(path);
        using var catalog = CatalogConnection.OpenReader(folder.Catalog);
        return Recovery.Unknown(folder, Recovery.KnownFiles(folder, catalog)).Select(f => f.FullName).ToArray();
    }
}
