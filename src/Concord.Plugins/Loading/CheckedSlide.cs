namespace Concord.Plugins;

/// <summary>A slide that a plugin has open: it stays loaded as long.</summary>
internal sealed class CheckedSlide : ISlide
{
    private readonly string _id;
    private readonly PluginGate _gate;
    private ISlide? _inner;

    /// <summary>Has entered the gate, and leaves it when disposed; not when this throws.</summary>
    internal CheckedSlide(string id, PluginGate gate, ISlide inner)
    {
        (_id, _gate, _inner) = (id, gate, inner);
        try
        {
            (Levels, Mpp, ObjectivePower) = ([.. inner.Levels], Sane(inner.Mpp), Sane(inner.ObjectivePower));
            SlideClaims.Check(Levels);
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower { get; }

    public string Format => _id;

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_inner is null, this);
        RegionArguments.Check(Levels.Count, level, width, height, rgb.Length);
        try
        {
            _inner.ReadRegion(level, x, y, width, height, rgb);
        }
        catch (Exception e)
        {
            throw new SlideException($"plugin {_id}: {PluginText.Of(e)}", e);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _inner, null) is not { } inner) return;
        try
        {
            inner.Dispose();
        }
        catch (Exception)
        {
            // Closing fails when the plugin's process has ended: the slide is closed by that too.
        }
        finally
        {
            _gate.Leave();
        }
    }

    private static double? Sane(double? value) => value is > 0 and < 1000 ? value : null;
}
