namespace Concord;

/// <summary>Finds C of a network's output by running it once with zeros.</summary>
internal static class ChannelProbe
{
    internal static int Run(Model model)
    {
        using var network = Network.Load(model, intraOpThreads: 1);
        return network.Probe();
    }
}
