using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Service;
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
    /// <summary>Half a minute by default; all that could take as long has ended before.</summary>
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(1);

    private readonly Option<string?> _pipe = new("--pipe") { Description = "Name of the pipe, or the path of its socket (default: default)", HelpName = "NAME" };
    private readonly Option<string[]> _collections = new("--collection") { Description = "A collection that is served; may be repeated (default: all of yours)", HelpName = "NAME" };
    private readonly Option<string[]> _roots = new("--root") { Description = "A folder whose files clients may name; may be repeated (default: none)", HelpName = "DIR" };
    private readonly Option<string[]> _watch = new("--watch") { Description = "A folder that is watched: what comes into it is indexed; may be repeated", HelpName = "DIR" };
    private readonly Option<string?> _into = new("--into") { Description = "With --watch: the collection it is indexed into", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = "Where the model of the collections lies, when it is not in your store", HelpName = "DIR" };

    private readonly Option<string?> _metrics = new("--metrics") { Description = "Send metrics to an OpenTelemetry collector on this machine (OTLP over HTTP)", HelpName = "URL" };
    private readonly Option<string?> _device = Devices.Option();

    internal ServeVerb()
        : base("serve", "Serve searches and indexing to programs on this machine, over a local pipe")
    {
        foreach (var option in new Option[] { _pipe, _collections, _roots, _watch, _into, _model, _metrics, _device }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false, ContentRootPath = AppContext.BaseDirectory });
        var options = Settings(builder.Configuration, parsed);
        var levels = new LogLevels();
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(service => service.ServiceName = "Concord");
        builder.Services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = HostPatience);
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter((_, level) => levels.Allows(level));
        using var host = builder.Build();
        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("concord");
        using var metrics = ServeMetrics.Start(options.Metrics);
        using var engine = new ServedEngine(options, log);
        if (engine.Accelerator is { } accelerator) log.Device(accelerator.Info?.Name ?? "none", accelerator.Absence ?? "in use");
        Watch(engine, options, log);
        var server = new PipeServer(
            ServiceEndpoint.Of(options.Pipe), ServedMethods.Of(engine, levels),
            ServiceLimits.Default with { Connections = options.Connections, Requests = options.Requests }, log);
        Serve(host, server, options, log, engine.Jobs.StopAll, session.Cancel);
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
        if (parsed.GetValue(_metrics) is { } metrics) options.Metrics = metrics;
        if (parsed.GetValue(_device) is { } device) options.Device = device;
        if (options.Watch.Length > 0 && options.WatchInto is null) throw new UsageException("--watch needs a collection.", "Name it with --into; \"concord collection create\" makes one.");
        if (options.PluginSeconds is < 1 or > 3600) throw new UsageException($"PluginSeconds is {options.PluginSeconds}; it must be 1 to 3600.");
        return options;
    }

    private static void Watch(ServedEngine engine, ServeOptions options, ILogger log)
    {
        if (options.Watch.Length == 0) return;
        foreach (var folder in options.Watch.Where(folder => !Directory.Exists(folder))) throw new DirectoryNotFoundException($"--watch {folder}: there is no such folder.");
        engine.Collections.Open(options.WatchInto!);
        var job = engine.Jobs.Watch(options.WatchInto!, options.Watch);
        log.Watching(job.Id, options.Watch.Length, options.WatchInto!);
    }

    /// <summary>The host tells systemd and Windows that the service runs; it stops with the pipe, and the pipe with it.</summary>
    private static void Serve(IHost host, PipeServer server, ServeOptions options, ILogger log, Action stopping, CancellationToken cancel)
    {
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        // Indexing ends while requests have their grace, not after it.
        using var atOnce = stop.Token.UnsafeRegister(_ => stopping(), null);
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
