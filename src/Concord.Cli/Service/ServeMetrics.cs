using Concord.Cli.CommandLine;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Concord.Cli.Service;

/// <summary>Sends what a server's meters count to a collector on this machine, where one was named: OTLP over HTTP. Nothing else of Concord opens a network connection, and this one no further than loopback.</summary>
internal static class ServeMetrics
{
    private const int IntervalMilliseconds = 15_000, PatienceMilliseconds = 1000;

    /// <summary>Null without an address. A collector that is not there is no error: metrics are dropped until it is. Disposing sends the last. Throws <see cref="UsageException"/>.</summary>
    internal static IDisposable? Start(string? address)
    {
        if (address is null) return null;
        var collector = Address(address);
        return Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("concord", serviceVersion: EngineInfo.Version, autoGenerateServiceInstanceId: false))
            .AddMeter("Concord.*")
            .AddOtlpExporter((exporter, reader) =>
            {
                (exporter.Endpoint, exporter.Protocol, exporter.TimeoutMilliseconds) = (collector, OtlpExportProtocol.HttpProtobuf, PatienceMilliseconds);
                // A proxy of the environment would be somewhere else.
                exporter.HttpClientFactory = static () => new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMilliseconds(PatienceMilliseconds) };
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = IntervalMilliseconds;
            })
            .Build();
    }

    private static Uri Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !uri.IsLoopback || uri.UserInfo.Length > 0)
        {
            throw new UsageException($"--metrics {text}: it must be an http address of this machine itself.", "Name a collector, as http://127.0.0.1:4318; it may send on what it collects.");
        }

        return uri.AbsolutePath == "/" ? new Uri(uri, "v1/metrics") : uri;
    }
}
