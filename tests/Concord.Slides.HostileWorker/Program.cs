using Concord;
using Concord.Tests;
using Concord.Worker;

// PARENT MEMORY: the worker of Concord, whose reader does what hostile files say (HostileFile); other files are read as ever.
// hold FILE: opens FILE in such a worker, says the worker's process id, and waits for the answer.
if (args is ["hold", var file])
{
    Hold(file);
    return 0;
}

if (WorkerArguments.Parse(args) is not { } arguments) return 2;
using var pipes = WorkerPipes.Take(arguments);
using var answers = new TamperingStream(pipes.Answers);
new WorkerServer(pipes.Requests, answers, limits => new HostileOpener(new InProcessSlides(limits), answers), (path, coords) => HostileFeatures.Open(path, coords, answers)).Run();
return 0;

static void Hold(string file)
{
    using var workers = new SlideWorkers(new SlideWorkerOptions { Program = Environment.ProcessPath }, ImageLimits.Default);
    var worker = workers.Take();
    Console.WriteLine(worker.ProcessId);
    WorkerSlide.Open(workers, worker, file).Dispose();
}
