using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Service;
using Concord.Indexing;
using Concord.Protocol;
using Concord.Service;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Cli.Verbs;

/// <summary><c>serve</c>: the engine for programs on this machine, over a local pipe; and the indexing of watched folders.</summary>
internal sealed class ServeVerb : Verb
{
    private readonly Option<string?> _pipe = new("--pipe") { Description = "Name of the pipe, or the path of its socket (default: default)", HelpName = "NAME" };
    private readonly Option<string[]> _collections = new("--collection") { Description = "A collection that is served; may be repeated (default: all of yours)", HelpName = "NAME" };
    private readonly Option<string[]> _roots = new("--root") { Description = "A folder whose files clients may name; may be repeated (default: none)", HelpName = "DIR" };
    private readonly Option<string[]> _watch = new("--watch") { Description = "A folder that is watched: what comes into it is indexed; may be repeated", HelpName = "DIR" };
    private readonly Option<string?> _into = new("--into") { Description = "With --watch: the collection it is indexed into", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = "Where the model of the collections lies, when it is not in your store", HelpName = "DIR" };

    private readonly Option<string?> _device = Devices.Option();

    internal ServeVerb()
        : base("serve", "Serve searches and indexing to programs on this machine, over a local pipe")
    {
        foreach (var option in new Option[] { _pipe, _collections, _roots, _watch, _into, _model, _device }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false, ContentRootPath = AppContext.BaseDirectory });
        var options = Settings(builder.Configuration, parsed);
        var levels = new LogLevels();
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(service => service.ServiceName = "Concord");
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter((_, level) => levels.Allows(level));
        using var host = builder.Build();
        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("concord");
        using var engine = new ServedEngine(options);
        if (engine.Accelerator is { } accelerator) log.Device(accelerator.Info?.Name ?? "none", accelerator.Absence ?? "in use");
        Watch(engine, options, log);
        var server = new PipeServer(
            ServiceEndpoint.Of(options.Pipe), ServedMethods.Of(engine, levels),
            ServiceLimits.Default with { Connections = options.Connections, Requests = options.Requests }, log);
        Serve(host, server, options, log, session.Cancel);
        session.Answer(new { pipe = ServiceEndpoint.Of(options.Pipe).Address, stopped = true }, _ => { });
        return ExitCode.Ok;
    }

    private ServeOptions Settings(ConfigurationManager configuration, ParseResult parsed)
    {
        var options = configuration.GetSection("Concord").Get<ServeOptions>() ?? new ServeOptions();
        if (parsed.GetValue(_pipe) is { } pipe) options.Pipe = pipe;
        if (parsed.GetValue(_collections) is { Length: > 0 } collections) options.Collections = collections;
        if (parsed.GetValue(_roots) is { Length: > 0 } roots) options.Roots = roots;
        if (parsed.GetValue(_watch) is { Length: > 0 } watch) options.Watch = watch;
        if (parsed.GetValue(_into) is { } into) options.WatchInto = into;
        if (parsed.GetValue(_model) is { } model) options.Model = model;
        if (parsed.GetValue(_device) is { } device) options.Device = device;
        if (options.Watch.Length > 0 && options.WatchInto is null) throw new UsageException("--watch needs a collection.", "Name it with --into; \"concord collection create\" makes one.");
        return options;
    }

    private static void Watch(ServedEngine engine, ServeOptions options, ILogger log)
    {
        if (options.Watch.Length == 0) return;
        foreach (var folder in options.Watch.Where(folder => !Directory.Exists(folder))) throw new DirectoryNotFoundException($"--watch {folder}: there is no such folder.");
        engine.Collections.Open(options.WatchInto!);
        var job = engine.Jobs.Start(options.WatchInto!, options.Watch, () => null, new IndexOptions { Background = true }, watch: true);
        log.Watching(job.Id, options.Watch.Length, options.WatchInto!);
    }

    /// <summary>The host tells systemd and Windows that the service runs; it stops with the pipe, and the pipe with it.</summary>
    private static void Serve(IHost host, PipeServer server, ServeOptions options, ILogger log, CancellationToken cancel)
    {
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        var address = ServiceEndpoint.Of(options.Pipe).Address;
        var running = server.Run(
            () =>
            {
                host.Start();
                log.Listening(address);
            },
            stop.Token);
        running.GetAwaiter().GetResult();
        host.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
    }
}
