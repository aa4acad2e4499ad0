using System.Buffers.Binary;
using System.Net.Sockets;
using Concord.Client;
using Concord.Protocol;
using Concord.Service;

namespace Concord.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PipeServerTests
{
    [Test]
    public async Task Call_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        var sums = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i => (i, Sum: (await client.Call("add", new RequestMap().Add("a", i).Add("b", 1000))).WholeNumber("sum"))));
        Assert.That(sums.Select(sum => sum.Sum), Is.EqualTo(sums.Select(sum => (long?)(sum.i + 1000))));
    }

    [Test]
    public async Task Hello_SaysVersionAndLimits()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        Assert.That((client.Hello.WholeNumber("version"), client.Hello.Map("limits")!.WholeNumber("requests")), Is.EqualTo((1L, 32L)));
        Assert.That(client.Hello.Texts("capabilities"), Does.Contain("add").And.Contain("health"));
        Assert.That((await client.Call("health")).Text("status"), Is.EqualTo("ok"));
    }

    [TestCase("broken", "internal")]
    [TestCase("refused", "not_found")]
    [TestCase("nothing", "unknown_method")]
    [TestCase("large", "too_large")]
    public void Call_Failures_HaveCodesAndTheConnectionGoesOn(string method, string code)
    {
        using var server = new RunningServer();
        using var client = server.Client();
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => client.Call(method))!.Code, Is.EqualTo(code));
        Assert.That(client.Call("health").GetAwaiter().GetResult().Text("status"), Is.EqualTo("ok"));
    }

    [Test]
    public async Task Call_Cancelled_EndsTheWork()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        var call = client.Call("wait", ct: stop.Token);
        await server.Waiting.WaitAsync();
        stop.Cancel();
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await client.Call("health")).WholeNumber("running"), Is.Zero);
    }

    [Test]
    public async Task Call_ClientGone_EndsTheWork()
    {
        using var server = new RunningServer();
        var gone = server.Client();
        var call = gone.Call("wait");
        await server.Waiting.WaitAsync();
        gone.Dispose();
        Assert.That(async () => await call, Throws.TypeOf<ConcordServiceException>());
        using var client = server.Client();
        while ((await client.Call("health")).WholeNumber("running") > 0) await Task.Yield();
    }

    [Test]
    public void Call_DeadlinePassed_SaysSo()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        var error = Assert.ThrowsAsync<ConcordServiceException>(() => client.Call("wait", new RequestMap().Add("deadline_ms", 20)));
        Assert.That(error!.Code, Is.EqualTo("deadline"));
    }

    [Test]
    public async Task Call_MoreThanAllowed_IsBusyAtOnce()
    {
        using var server = new RunningServer(ServiceLimits.Default with { Requests = 2 });
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        Task[] waiting = [client.Call("wait", ct: stop.Token), client.Call("wait", ct: stop.Token)];
        await server.Waiting.WaitAsync();
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => client.Call("add"))!.Code, Is.EqualTo("busy"));
        stop.Cancel();
        Assert.That(async () => await Task.WhenAll(waiting), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Call_AsManyAsAllowedAllTheTime_AreNeverBusy()
    {
        using var server = new RunningServer(ServiceLimits.Default with { Requests = 4 });
        using var client = server.Client();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 500; i++) await client.Call("add", new RequestMap().Add("a", i).Add("b", 1));
        }));
    }

    [Test]
    public async Task Health_BehindAnAnswer_CountsNothingAsRunning()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        for (var i = 0; i < 500; i++)
        {
            await client.Call("add", new RequestMap().Add("a", i).Add("b", 1));
            Assert.That((await client.Call("health")).WholeNumber("running"), Is.Zero);
        }
    }

    [Test]
    public void Call_OneIdAgainAndAgain_IsFreeWithEachAnswer()
    {
        using var server = new RunningServer();
        using var raw = server.Raw();
        using var stream = new NetworkStream(raw);
        var (writer, reader) = (new FrameWriter(stream, FrameLimits.Default), new FrameReader(stream, FrameLimits.Default));
        raw.Send(Hello);
        reader.Read();
        for (var i = 0; i < 500; i++)
        {
            var message = writer.Begin();
            RpcWriting.Request(ref message, 7, "add", 2);
            RpcWriting.Entry(ref message, "a", i);
            RpcWriting.Entry(ref message, "b", 1);
            message.Flush();
            writer.Send();
            var answer = RpcMessage.Parse(reader.Read()!.Value, FrameLimits.Default);
            Assert.That((answer.Id, answer.Error), Is.EqualTo((7u, (RpcError?)null)));
        }
    }

    [Test]
    public async Task Call_DeadlinesThatCannotBe_AreNotCountedAsRunning()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        for (var i = 0; i < ServiceLimits.Default.RequestsInAll + 1; i++)
        {
            var error = Assert.ThrowsAsync<ConcordServiceException>(() => client.Call("add", new RequestMap().Add("deadline_ms", 0)));
            Assert.That(error!.Code, Is.EqualTo("bad_argument"));
        }

        Assert.That((await client.Call("health")).WholeNumber("running"), Is.Zero);
        Assert.That((await client.Call("add", new RequestMap().Add("a", 1).Add("b", 2))).WholeNumber("sum"), Is.EqualTo(3));
    }

    [Test]
    public async Task Connect_WithoutAWholeFrame_IsCutOffAndOthersStay()
    {
        // Long enough for a good client's hello on a machine that is busy.
        using var server = new RunningServer(ServiceLimits.Default with { ReceivePatience = TimeSpan.FromSeconds(4) });
        using var client = server.Client();
        using var silent = server.Raw();
        using var begun = server.Raw();
        begun.Send(Hello.AsSpan(0, 20));
        using var half = server.Raw();
        half.Send([.. Hello, 0, 0]);
        foreach (var bad in new[] { silent, begun, half }) ReadToTheEnd(bad, new byte[65536]);
        Assert.That((await client.Call("health")).Text("status"), Is.EqualTo("ok"), "who is idle between frames stays");
    }

    [Test]
    public async Task Call_WithProgress_IsTold()
    {
        using var server = new RunningServer();
        using var client = server.Client();
        var steps = new List<long>();
        await client.Call("steps", progress: (_, done, _) => steps.Add(done));
        Assert.That(steps, Is.EqualTo(new[] { 1L, 2, 3 }));
    }

    [Test]
    public async Task Stop_WithWorkUnderWay_CancelsItAndEnds()
    {
        using var server = new RunningServer(ServiceLimits.Default with { Grace = TimeSpan.FromMilliseconds(50) });
        using var client = server.Client();
        var call = client.Call("wait");
        await server.Waiting.WaitAsync();
        server.Stop();
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => call)!.Code, Is.EqualTo("stopping").Or.EqualTo("closed"));
        server.WaitForTheEnd();
        Assert.That(File.Exists(server.Endpoint.Address), Is.False);
    }

    [Test]
    public void Run_WhereAnotherListens_Refuses()
    {
        using var server = new RunningServer();
        var second = new PipeServer(server.Endpoint, new ServiceMethods(new Dictionary<string, ServiceMethod>(), new(), e => new RpcError("internal", ""), new Dictionary<string, string>()), ServiceLimits.Default, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Assert.That(async () => await second.Run(null, CancellationToken.None), Throws.TypeOf<EndpointInUseException>());
        using var client = server.Client();
    }

    [TestCase(0x755)]
    [TestCase(0x777)]
    public void Run_FolderOpenToOthers_IsRefusedByBothEnds(int octal)
    {
        using var folder = new TemporaryFolder();
        var mode = (UnixFileMode)Convert.ToInt32(octal.ToString("x", System.Globalization.CultureInfo.InvariantCulture), 8);
        Directory.CreateDirectory(folder.At("open"), mode);
        File.SetUnixFileMode(folder.At("open"), mode);
        var endpoint = ServiceEndpoint.Of(folder.At("open", "s.sock"));
        var server = new PipeServer(endpoint, new ServiceMethods(new Dictionary<string, ServiceMethod>(), new(), e => new RpcError("internal", ""), new Dictionary<string, string>()), ServiceLimits.Default, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Assert.That(async () => await server.Run(null, CancellationToken.None), Throws.TypeOf<UnauthorizedAccessException>());
        File.WriteAllText(endpoint.Address, "");
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => ConcordClient.Connect(new ClientOptions { Pipe = endpoint.Address }))!.Code, Is.EqualTo("access_denied"));
    }

    [Test]
    public async Task Connect_TwoHundredOneAfterTheOther_LeavesTheServerAsItWas()
    {
        using var server = new RunningServer();
        for (var i = 0; i < 200; i++)
        {
            using var raw = server.Raw();
            if (i % 2 == 0) raw.Send([0, 0]);
        }

        using var client = server.Client();
        while ((await client.Call("health")).WholeNumber("connections") > 1) await Task.Yield();
    }

    [Test]
    public void Read_RandomFrames_HarmNobody()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("CONCORD_FUZZ_FRAMES") ?? "20000", System.Globalization.CultureInfo.InvariantCulture);
        using var server = new RunningServer();
        using var good = server.Client();
        var random = new Random(20261125);
        var answer = new byte[65536];
        for (var i = 0; i < rounds; i++)
        {
            // A connection each, so that every frame is read by a server that still listens; that it ends the connection shows that it was.
            using var raw = server.Raw();
            raw.Send([.. Hello, .. Frame(random)]);
            raw.Shutdown(SocketShutdown.Send);
            ReadToTheEnd(raw, answer);
            if (i % 1000 == 0) Assert.That(good.Call("add", new RequestMap().Add("a", i).Add("b", 1)).GetAwaiter().GetResult().WholeNumber("sum"), Is.EqualTo(i + 1));
        }
    }

    private static void ReadToTheEnd(Socket raw, byte[] answer)
    {
        try
        {
            while (raw.Receive(answer) > 0)
            {
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed before it read all that was sent: as good an end.
        }
    }

    private static readonly byte[] Hello = [0, 0, 0, 28, 0x94, 0x00, 0x01, 0xa5, .. "hello"u8, 0x82, 0xa7, .. "version"u8, 0x01, 0xa6, .. "client"u8, 0xa1, 0x63];

    /// <summary>Half of them random bytes, half a right request with some bytes changed.</summary>
    private static byte[] Frame(Random random)
    {
        byte[] body = random.Next(2) == 0 ? new byte[random.Next(1, 200)]
            : Hello[4..];
        if (body[0] == 0) random.NextBytes(body);
        for (var i = random.Next(3); i > 0; i--) body[random.Next(body.Length)] = (byte)random.Next(256);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, random.Next(20) == 0 ? random.Next() : body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }
}
