using Concord.Indexing;
using Concord.Protocol;
using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>Index jobs through the pipe. Only files below the configured roots are read.</summary>
internal sealed class IndexMethods(ServedEngine engine)
{
    internal IEnumerable<ServiceMethod> All =>
    [
        new("index.start", Start),
        new("index.watch", Watch),
        new("index.list", _ => new ServiceReply(new { jobs = engine.Jobs.All.Select(job => job.Document()).ToList() })),
        new("index.cancel", Cancel),
    ];

    private ServiceReply Start(ServiceCall call)
    {
        var parameters = call.Parameters;
        var paths = parameters.Texts("paths").Select(engine.Files.FindAny).ToList();
        if (paths.Count == 0) throw new RpcException("bad_argument", "paths are missing");
        var labels = parameters.TextOrNull("labels") is { } table ? engine.Files.Find(table) : null;
        var job = engine.Jobs.Start(
            parameters.Text("collection"), paths, () => labels is null ? null : LabelTable.Read(labels), Options(parameters), parameters.Flag("watch"));
        return new ServiceReply(new { job = job.Id });
    }

    private ServiceReply Watch(ServiceCall call)
    {
        var job = engine.Jobs.Find(call.Parameters.Text("job"));
        job.Watch(call.Notifier);
        return new ServiceReply(job.Document());
    }

    private ServiceReply Cancel(ServiceCall call)
    {
        var job = engine.Jobs.Find(call.Parameters.Text("job"));
        job.Cancel();
        return new ServiceReply(job.Document());
    }

    private static IndexOptions Options(RpcParameters parameters) => new()
    {
        Tile = parameters.Has("tile") ? parameters.Count("tile", 0, 16, 65536) : null,
        Mpp = parameters.Number("mpp"),
        Background = parameters.Flag("background", otherwise: true),
        Slides = new SlideCutOptions
        {
            Overlap = parameters.Number("overlap") ?? 0,
            LeastTissue = parameters.Number("min_tissue") ?? SlideCutOptions.Default.LeastTissue,
            Gates = parameters.Flag("quality", otherwise: true) ? QualityGates.Default : QualityGates.Off,
            Selection = TileSelections.Of(parameters.TextOrNull("selection") ?? "all"),
        },
    };
}
