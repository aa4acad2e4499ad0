using Concord.Protocol;
using MessagePack;

namespace Concord.Worker;

/// <summary>Answers one request after the other until the parent closes its end. One slide or image is open at a time.</summary>
internal sealed class WorkerServer(Stream requests, Stream answers, Func<ImageLimits, ISlideOpener> open)
{
    private readonly FrameReader _requests = new(requests, FrameLimits.Default);
    private readonly FrameWriter _answers = new(answers, FrameLimits.Default);
    private readonly WorkerPixels _pixels = new();
    private ISlideOpener? _slides;
    private IImageDecoder? _decoder;
    private ISlide? _slide;

    internal void Run()
    {
        while (_requests.Read() is { } body) Answer(RpcMessage.Parse(body, FrameLimits.Default));
        _slide?.Dispose();
        _slides?.Dispose();
    }

    private void Answer(RpcMessage request)
    {
        var writer = _answers.Begin();
        try
        {
            Do(request, ref writer);
        }
        catch (Exception e) when (e is not ProtocolException)
        {
            // What was written before it failed is dropped.
            writer = _answers.Begin();
            RpcWriting.Failure(ref writer, request.Id, WorkerError.Of(e));
        }

        writer.Flush();
        _answers.Send();
    }

    private void Do(RpcMessage request, ref MessagePackWriter writer)
    {
        var parameters = WorkerParameters.Read(request.Content);
        switch (request.Method)
        {
            case SlideCalls.Hello: Hello(request.Id, parameters, ref writer); break;
            case SlideCalls.Recognise: Recognise(request.Id, parameters, ref writer); break;
            case SlideCalls.Open: Open(request.Id, parameters, ref writer); break;
            case SlideCalls.Region: Region(request.Id, parameters, ref writer); break;
            case WorkerCalls.Shrink: Shrink(request.Id, parameters, ref writer); break;
            case WorkerCalls.Image: Image(request.Id, parameters, ref writer); break;
            case SlideCalls.Rest: Piece(request.Id, parameters.Offset, ref writer); break;
            case SlideCalls.Close: Close(request.Id, ref writer); break;
            default: throw new ConcordArgumentException($"a worker has no method {request.Method}");
        }
    }

    private void Hello(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        _slides = open(new ImageLimits(parameters.MaxPixels));
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("version");
        writer.Write(WorkerVersion.Own);
    }

    private void Recognise(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        var whole = Slides.IsWholeSlide(parameters.Path);
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("whole_slide");
        writer.Write(whole);
    }

    private void Open(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        _slide?.Dispose();
        _slide = null;
        _slide = Slides.Open(parameters.Path);
        RpcWriting.Response(ref writer, id, 4);
        SlideDescription.Write(ref writer, _slide);
    }

    private void Region(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        var slide = OpenSlide;
        var (width, height) = (parameters.Width, parameters.Height);
        _pixels.Fill(width, height, rgb => slide.ReadRegion(parameters.Level, parameters.X, parameters.Y, width, height, rgb));
        Piece(id, 0, ref writer);
    }

    private void Shrink(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        var slide = OpenSlide;
        var region = new ShrunkRegion(parameters.Level, parameters.Factor, checked((int)parameters.X), checked((int)parameters.Y), parameters.Width, parameters.Height);
        _pixels.Fill(region.Width, region.Height, rgb => LevelShrinker.Read(slide, region, rgb));
        Piece(id, 0, ref writer);
    }

    private void Image(uint id, WorkerParameters parameters, ref MessagePackWriter writer)
    {
        var decoder = _decoder ??= Slides.Decoder();
        decoder.Read(parameters.Path);
        _pixels.Show(decoder);
        RpcWriting.Response(ref writer, id, 3);
        writer.Write("width");
        writer.Write(decoder.Width);
        writer.Write("height");
        writer.Write(decoder.Height);
        WritePiece(0, ref writer);
    }

    private void Piece(uint id, int offset, ref MessagePackWriter writer)
    {
        RpcWriting.Response(ref writer, id, 1);
        WritePiece(offset, ref writer);
    }

    private void WritePiece(int offset, ref MessagePackWriter writer)
    {
        writer.Write("rgb");
        writer.Write(_pixels.Piece(offset));
    }

    private void Close(uint id, ref MessagePackWriter writer)
    {
        _slide?.Dispose();
        _slide = null;
        RpcWriting.Response(ref writer, id, 0);
    }

    private ISlide OpenSlide => _slide ?? throw new ConcordArgumentException("no slide is open");

    private ISlideOpener Slides => _slides ?? throw NotGreeted();

    private static ConcordArgumentException NotGreeted() => new("the first request is hello");
}
