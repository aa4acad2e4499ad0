using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>Index jobs through the pipe. Only files below the configured roots are read.</summary>
internal sealed class IndexMethods(ServedEngine engine)
{
    internal IEnumerable<ServiceMethod> All =>
    [
        new("index.start", call => Started(engine.Jobs.Start(IndexRequest.From(call.Parameters, engine.Files)))),
        new("index.resume", call => Started(engine.Jobs.Resume(call.Parameters.Text("job")))),
        new("index.watch", Watch),
        new("index.list", _ => new ServiceReply(new { jobs = engine.Jobs.All.Select(job => job.Document()).ToList() })),
        new("index.cancel", Cancel),
    ];

    private static ServiceReply Started(IndexJob job) => new(new { job = job.Id });

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
}
