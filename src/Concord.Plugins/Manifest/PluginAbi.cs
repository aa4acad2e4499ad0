using System.Globalization;

namespace Concord.Plugins;

/// <summary>A version of the contract between host and plugins, of whichever home.</summary>
public readonly record struct PluginAbi(int Major, int Minor) : IComparable<PluginAbi>
{
    /// <summary>This host's; also in concord_plugin/plugin.h.</summary>
    public static PluginAbi Current { get; } = new(1, 0);

    public int CompareTo(PluginAbi other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(PluginAbi a, PluginAbi b) => a.CompareTo(b) < 0;

    public static bool operator >(PluginAbi a, PluginAbi b) => a.CompareTo(b) > 0;

    public static bool operator <=(PluginAbi a, PluginAbi b) => a.CompareTo(b) <= 0;

    public static bool operator >=(PluginAbi a, PluginAbi b) => a.CompareTo(b) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Reads "MAJOR.MINOR"; null for anything else.</summary>
    internal static PluginAbi? Parse(string text) =>
        text.Split('.') is [var major, var minor] && Number(major) is { } first && Number(minor) is { } second ? new PluginAbi(first, second) : null;

    private static int? Number(string text) =>
        text.Length <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
