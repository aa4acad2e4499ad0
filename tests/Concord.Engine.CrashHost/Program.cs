using Concord;
using Concord.Tests;

// ingest PATH FIRST: appends slides FIRST, FIRST + 1, ... with a deletion or a compaction in between, for ever. Each operation is told
// before ("try") and after ("ack"), so that the parent knows what was acknowledged when it kills this process.
// hold PATH: takes the lock, says so, and keeps it until its input ends.
// count PATH: opens for reading and says how many tiles there are, or the code of the failure.
switch (args)
{
    case ["ingest", var path, var first]: Ingest(path, int.Parse(first, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["hold", var path]: Hold(path); break;
    case ["count", var path]: Count(path); break;
    default: return 2;
}
return 0;

static void Ingest(string path, int first)
{
    using var collection = Collection.Open(path, CollectionAccess.Write);
    var space = collection.Space();
    for (var slide = first; ; slide++)
    {
        var number = slide;
        Step($"append {slide}", () => collection.Append(space, CrashScript.Tiles(number), CrashScript.Vectors(number), complete: true));
        if (slide % 5 == 3) Step($"delete {slide - 2}", () => collection.DeleteSlides([CrashScript.SlideName(number - 2)]));
        if (slide % 7 == 6) Step("compact 0", () => collection.Compact());
    }
}

static void Step(string what, Action work)
{
    Say($"try {what}");
    work();
    Say($"ack {what}");
}

static void Hold(string path)
{
    using var collection = Collection.Open(path, CollectionAccess.Write);
    Say("held");
    Console.In.ReadToEnd();
}

static void Count(string path)
{
    try
    {
        using var collection = Collection.Open(path, CollectionAccess.Read);
        var query = new SearchRequest { Vector = new float[collection.Space().Dimension], K = 1 };
        Say($"{collection.Tiles().Count} {collection.Search(collection.Space(), query).Hits.Count}");
    }
    catch (ConcordException error)
    {
        Say($"{error.Code}: {error.Message}");
    }
}

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
