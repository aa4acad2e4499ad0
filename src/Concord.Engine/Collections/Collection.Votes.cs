using System.Collections.Concurrent;

namespace Concord;

public sealed partial class Collection
{
    private readonly ConcurrentDictionary<(long Space, bool Slides, CalibrationOptions Options), (long Version, Calibration? Calibration)> _calibrations = new();

    /// <summary>
    /// How far a tile's nearest tile of the same label and another patient usually lies. Computed when first asked for and again after a commit;
    /// null when no label has two patients.
    /// </summary>
    public Calibration? CalibrateTiles(Space space, CalibrationOptions options, CancellationToken ct = default) =>
        Calibrate(space, slides: false, options, ct);

    /// <summary>The same for slides.</summary>
    public Calibration? CalibrateSlides(Space space, CalibrationOptions options, CancellationToken ct = default) =>
        Calibrate(space, slides: true, options, ct);

    private Calibration? Calibrate(Space space, bool slides, CalibrationOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = options.Checked();
        return Viewing(space, (view, read) =>
        {
            var key = (space.Number, slides, known);
            if (_calibrations.TryGetValue(key, out var cached) && cached.Version == read.Version) return cached.Calibration;
            var calibrator = new Calibrator(view, read, known);
            var fresh = slides ? calibrator.OfSlides(ct) : calibrator.OfTiles(ct);
            _calibrations[key] = (read.Version, fresh);
            return fresh;
        });
    }
}
