namespace Concord;

/// <summary>
/// Asks a sample of the archive for the nearest of the same label, relatives by patient left out, as a query from the same population would
/// find it. Members whose label no other patient has tell nothing and are not counted.
/// </summary>
internal sealed class Calibrator(SpaceView view, ReadTransaction read, CalibrationOptions options)
{
    internal Calibration? OfTiles(CancellationToken token)
    {
        var tiles = TileReader.Some(read, SampleTiles(), _ => []).Values.Where(t => t.Labels.ContainsKey(options.Label)).ToList();
        var search = new NeighbourSearch(view, read);
        var distances = new List<double>();
        foreach (var group in tiles.GroupBy(t => t.Labels[options.Label]))
        {
            var where = $"{Quoted(options.Label)} = {Quoted(group.Key)}";
            var found = search.Find([.. group.Select(t => t.Id).Order()], 1, Exclusion.Patient, where, false, null, token);
            distances.AddRange(found.Distances.Where(d => d.Length > 0).Select(d => (double)d[0]));
        }
        return Calibration.Of(distances, options);
    }

    internal Calibration? OfSlides(CancellationToken token)
    {
        var present = new SlideRows(view.Runs, null).Slides.ToHashSet();
        var slides = new SlideReader(read.Catalog).All().Values
            .Where(s => present.Contains(s.Id) && s.Labels.ContainsKey(options.Label)).OrderBy(s => s.Id).ToList();
        var ofLabel = slides.GroupBy(s => s.Labels[options.Label]).ToDictionary(g => g.Key, g => g.Select(s => s.Id).ToHashSet());
        var search = new SlideSearch(view, read);
        var distances = new List<double>();
        foreach (var slide in SlideRows.Spread(slides.Count, options.Sample).Select(i => slides[i]))
        {
            var query = new SlideQuery { Slide = slide.Id, K = 1, Pairs = 0, Ranking = options.Ranking, TilesPerSlide = options.TilesPerSlide };
            distances.AddRange(search.Answer(query, token, ofLabel[slide.Labels[options.Label]]).Hits.Select(h => h.Distance));
        }
        return Calibration.Of(distances, options);
    }

    private IEnumerable<long> SampleTiles()
    {
        var live = view.Runs.LiveRows;
        var wanted = Math.Min(live, options.Sample);
        var (at, next) = (0L, 0L);
        foreach (var run in view.Runs.Runs.ToArray())
        {
            for (; next < wanted && Place(next) < at + run.Rows; next++) yield return run.FirstTile + Place(next) - at;
            at += run.Rows;
        }

        long Place(long i) => (long)(((Int128)(2 * i) + 1) * live / (2 * wanted));
    }

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
