// The engine inside another program: index a folder of images, then ask which of them look like one of them.
//   dotnet run -- FOLDER QUERY-IMAGE
using Concord;
using Concord.Indexing;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: embed-csharp FOLDER QUERY-IMAGE");
    return 2;
}

var model = ModelStore.Default.Get(ModelStore.BuiltInId);
using var embedder = Embedder.Load(model);

string path = Path.Combine(Path.GetTempPath(), $"embed-csharp-{Guid.NewGuid():N}.concord");
using (var writer = Collection.Create(path, new CollectionOptions { Space = embedder.Space }))
{
    var plan = IndexPlan.Create([args[0]], labels: null, new IndexOptions());
    var report = new Indexer().Run(writer, writer.Space(), embedder, plan, progress: null, CancellationToken.None);
    Console.WriteLine($"indexed {report.Tiles} tiles of {report.Slides} images, {report.Skipped.Count} skipped");
}

using (var collection = Collection.Open(path, CollectionAccess.Read))
{
    var query = embedder.Embed(ImageFile.Read(args[1]));
    var answer = collection.Search(collection.Space(), new SearchRequest { Vector = query, K = 5, Exclude = Exclusion.None });
    foreach (var hit in answer.Hits) Console.WriteLine($"{hit.Rank}  {hit.Distance:F4}  {hit.Slide}  {hit.Labels.GetValueOrDefault("label", "-")}");
}

Collection.Delete(path);
return 0;
