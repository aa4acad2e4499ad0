namespace Concord.Study;

/// <summary>Distances as shares: 1 for the least of a heatmap, 0 for the greatest, linear between. All alike: 1.</summary>
/// <param name="Least">The least distance.</param>
/// <param name="Greatest">The greatest.</param>
public sealed record HeatmapScale(float Least, float Greatest)
{
    public static HeatmapScale Of(Heatmap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new HeatmapScale(map.Distances.Min(), map.Distances.Max());
    }

    public double Share(float distance) => Greatest > Least ? (Greatest - distance) / ((double)Greatest - Least) : 1;
}
