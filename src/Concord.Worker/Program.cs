using Concord;
using Concord.Worker;

if (WorkerArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine("concord-worker is started by Concord to read slides in a process of their own; there is nothing to be done with it by hand.");
    return 2;
}

using var pipes = WorkerPipes.Take(arguments);
new WorkerServer(pipes.Requests, pipes.Answers, limits => new InProcessSlides(limits), (path, coords) => new Hdf5FeatureFile(path, coords)).Run();
return 0;
