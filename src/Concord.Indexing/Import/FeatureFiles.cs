using System.Security.Cryptography;

namespace Concord.Indexing;

/// <summary>The kinds of feature files, by extension.</summary>
internal static class FeatureFiles
{
    /// <summary>Extensions with their dot, in lower case.</summary>
    internal static readonly IReadOnlyList<string> Extensions = [".h5", ".hdf5", ".npy", ".parquet"];

    internal static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens a file of features with what belongs to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="coords">The folder or file of coordinates that the user named; null: none.</param>
    /// <param name="workers">Read HDF5; null: this process does.</param>
    internal static IFeatureFile Open(string path, string? coords, SlideWorkers? workers)
    {
        if (!File.Exists(path)) throw new FeatureFileException(path, "there is no such file");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => new NpyFeatureFile(path, Beside(path, coords ?? Path.GetDirectoryName(Path.GetFullPath(path))!, ".csv")
                ?? throw new FeatureFileException(path, $"there is no {Path.GetFileNameWithoutExtension(path)}.csv with the places of its tiles {(coords is null ? "beside it; name the table or its folder with --coords" : $"in {coords}")}")),
            ".parquet" => new ParquetFeatureFile(path),
            _ => Hdf5(path, coords is null ? null : Beside(path, coords, ".h5")
                ?? throw new FeatureFileException(path, $"there is no {Path.GetFileNameWithoutExtension(path)}.h5 with the places of its tiles in {coords}"), workers),
        };
    }

    private static IFeatureFile Hdf5(string path, string? coords, SlideWorkers? workers) => workers is null ? new Hdf5FeatureFile(path, coords) : WorkerFeatureFile.Open(workers, path, coords);

    /// <summary>What the files are now; reads all of them.</summary>
    internal static FeatureStamp Stamp(IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        var unhashed = Unhashed(files);
        foreach (var path in files)
        {
            using var file = File.OpenRead(path);
            for (int read; (read = file.Read(buffer)) > 0;) hash.AppendData(buffer, 0, read);
        }

        return unhashed with { Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    /// <summary>Length and time, without reading the files.</summary>
    internal static FeatureStamp Unhashed(IReadOnlyList<string> files)
    {
        var infos = files.Select(path => new FileInfo(path)).ToArray();
        return new FeatureStamp(infos.Sum(info => info.Length), infos.Max(info => info.LastWriteTimeUtc.Ticks), "");
    }

    private static string? Beside(string path, string coords, string extension)
    {
        if (File.Exists(coords)) return coords;
        var file = Path.Combine(coords, Path.GetFileNameWithoutExtension(path) + extension);
        return File.Exists(file) ? file : null;
    }
}
