using System.Globalization;
using System.Text;
using System.Text.Json;
using Concord.Interop;

namespace Concord;

/// <summary>
/// Calibrations kept beside the catalogue, so that a process need not repeat those of another. A cache: of an older state, damaged, of another
/// collection or not there, it is as if empty; where the folder cannot be written, nothing is kept. docs/catalog.md has the format.
/// </summary>
internal sealed class CalibrationFile(CollectionFolder folder, Guid collection)
{
    /// <summary>Raised when calibrations are computed in another way.</summary>
    private const int Format = 1;

    /// <summary>Entries of one state; further ones replace the oldest, so that a file stays small whatever is asked.</summary>
    private const int MostEntries = 64;

    private const int MostBytes = 1 << 20;

    /// <summary>False when it is not kept; `calibration` may be null all the same, where no label has two patients.</summary>
    internal bool TryGet(long version, CalibrationKey key, out Calibration? calibration)
    {
        var entry = Read(version).Find(entry => entry.Key == key);
        calibration = entry?.Calibration;
        return entry is not null;
    }

    internal void Keep(long version, CalibrationKey key, Calibration? calibration)
    {
        List<Entry> entries = [.. Read(version).Where(entry => entry.Key != key).TakeLast(MostEntries - 1), new Entry(key, calibration)];
        var content = JsonSerializer.Serialize(new Content(Format, collection, version, entries), SpaceJson.Options);
        try
        {
            Files.Replace(folder.Calibrations, Encoding.UTF8.GetBytes($"{Sum(content)}\n{content}\n"));
        }
        catch (ConcordException)
        {
            // The folder cannot be written, or the disk is full: the next process computes it again.
        }
    }

    private List<Entry> Read(long version)
    {
        try
        {
            var file = new FileInfo(folder.Calibrations);
            if (file is not { Exists: true, Length: <= MostBytes }) return [];
            var lines = File.ReadAllText(file.FullName).Split('\n');
            if (lines.Length != 3 || lines[0] != Sum(lines[1])) return [];
            var content = JsonSerializer.Deserialize<Content>(lines[1], SpaceJson.Options);
            return content is { Format: Format } && content.Collection == collection && content.Version == version ? [.. content.Entries] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private static string Sum(string content) => Hashing.Hash64(Encoding.UTF8.GetBytes(content)).ToString("x16", CultureInfo.InvariantCulture);

    private sealed record Content(int Format, Guid Collection, long Version, IReadOnlyList<Entry> Entries);

    private sealed record Entry(CalibrationKey Key, Calibration? Calibration);
}

/// <summary>What a calibration depends on beside the state of the collection.</summary>
/// <param name="Space">The identity's id.</param>
/// <param name="Slides">Of slides, not of tiles.</param>
/// <param name="Options">As asked.</param>
internal sealed record CalibrationKey(string Space, bool Slides, CalibrationOptions Options);
