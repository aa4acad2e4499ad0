using Concord;

namespace CaseReranker;

/// <summary>The entry: one public class, which hands over the plugin's service.</summary>
public sealed class CaseRerankerPlugin : IConcordPlugin
{
    public void Configure(IPluginSetup setup) => setup.Provide(new OneCaseFirst());
}
