namespace Concord.Zoo;

/// <summary>A re-ranker that reverses the hits (or an exporter), unless act.txt in its folder, or the name of the first hit's slide, tells it to do something bad.</summary>
public sealed class ZooPlugin : IConcordPlugin
{
    private string _act = "";

    public void Configure(IPluginSetup setup)
    {
        var file = Path.Combine(setup.Folder, "act.txt");
        _act = File.Exists(file) ? File.ReadAllText(file) : "";
        if (_act == "nothing") return;
        Acts.Do(_act, "configure");
        if (_act == "exporter") setup.Provide(new ZooExporter());
        else setup.Provide(new ZooReranker());
        if (_act == "two") setup.Provide(new ZooReranker());
        if (_act == "other-kind") setup.Provide(new ZooExporter());
    }

    public void Start() => Acts.Do(_act, "start");

    public void Stop() => Acts.Do(_act, "stop");
}
