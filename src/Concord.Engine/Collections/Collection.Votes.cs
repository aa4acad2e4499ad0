using System.Collections.Concurrent;

namespace Concord;

public sealed partial class Collection
{
    private readonly ConcurrentDictionary<CalibrationKey, (long Version, Calibration? Calibration)> _calibrations = new();

    /// <summary>
    /// How far a tile's nearest tile of the same label and another patient usually lies. Computed when first asked for and again after a commit, and
    /// kept in the collection's folder where that can be written; null when no label has two patients.
    /// </summary>
    public Calibration? CalibrateTiles(Space space, CalibrationOptions options, CancellationToken ct = default) =>
        Calibrate(space, slides: false, options, ct);

    /// <summary>The same for slides.</summary>
    public Calibration? CalibrateSlides(Space space, CalibrationOptions options, CancellationToken ct = default) =>
        Calibrate(space, slides: true, options, ct);

    private Calibration? Calibrate(Space space, bool slides, CalibrationOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        var key = new CalibrationKey(space.Key, slides, options.Checked());
        var file = new CalibrationFile(_folder, Id);
        return Viewing(space, (view, read) =>
        {
            if (_calibrations.TryGetValue(key, out var cached) && cached.Version == read.Version) return cached.Calibration;
            if (!file.TryGet(read.Version, key, out var calibration))
            {
                var calibrator = new Calibrator(view, read, key.Options);
                calibration = slides ? calibrator.OfSlides(ct) : calibrator.OfTiles(ct);
                file.Keep(read.Version, key, calibration);
            }

            _calibrations[key] = (read.Version, calibration);
            return calibration;
        });
    }
}
