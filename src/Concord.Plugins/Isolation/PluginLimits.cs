namespace Concord.Plugins;

/// <summary>What a plugin in a process of its own may cost before it is ended.</summary>
public sealed record PluginLimits
{
    public static PluginLimits Default { get; } = new();

    /// <summary>The longest that starting, with loading of models, may take.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that one question may take.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory that a process may fill, its runtime included. Held on Linux.</summary>
    public long MemoryBytes { get; init; } = 4L << 30;

    /// <summary>Ends of a process within <see cref="QuarantineWindow"/> after which it is not started again.</summary>
    public int QuarantineEnds { get; init; } = 3;

    public TimeSpan QuarantineWindow { get; init; } = TimeSpan.FromMinutes(1);

    internal void Check()
    {
        foreach (var (name, time) in new[] { (nameof(Start), Start), (nameof(Call), Call), (nameof(QuarantineWindow), QuarantineWindow) })
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(1)) throw new ConcordArgumentException($"{name} is {time}; it must be above 0, and a day at most");
        }

        if (MemoryBytes < 256L << 20) throw new ConcordArgumentException($"the memory of a plugin is {MemoryBytes} bytes; less than 256 MiB does not hold a runtime");
        if (QuarantineEnds < 1) throw new ConcordArgumentException($"{nameof(QuarantineEnds)} is {QuarantineEnds}; it must be at least 1");
    }
}
