namespace Concord.Plugins;

internal sealed class CheckedSlideReader(string id, PluginGate gate, ISlideReader inner) : CheckedService(id, gate), ISlideReader
{
    private readonly PluginGate _gate = gate;

    public string Id => PluginId;

    /// <summary>As the interface says, a reader that cannot tell says false.</summary>
    public bool Recognises(string path)
    {
        try
        {
            return Call(() => inner.Recognises(path));
        }
        catch (PluginException)
        {
            return false;
        }
    }

    public ISlide Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _gate.Enter();
        try
        {
            return new CheckedSlide(PluginId, _gate, inner.Open(path));
        }
        catch (Exception e)
        {
            _gate.Leave();
            throw new SlideException($"plugin {PluginId}: {PluginText.Of(e)}", e);
        }
    }
}
