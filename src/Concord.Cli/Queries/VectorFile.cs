using System.Globalization;
using System.Text.Json;
using Concord.Cli.CommandLine;
using Concord.Indexing;

namespace Concord.Cli.Queries;

/// <summary>Reads one vector from a file: .npy, or text that is a JSON array or numbers parted by commas, spaces or lines.</summary>
internal static class VectorFile
{
    /// <summary>A text file above this is not a vector.</summary>
    private const long LongestText = 16 << 20;

    private const int LongestVector = 1 << 20;

    internal static float[] Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no vector file {path}.", path);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? ReadNpy(path) : ReadText(path);
    }

    private static float[] ReadNpy(string path)
    {
        try
        {
            using var array = new NpyArray(path);
            if (array.Rows * array.Columns == 0) throw new UsageException($"{path} has no elements.");
            if (array.Rows != 1) throw new UsageException($"{path} has the shape {array.Rows} x {array.Columns}; one vector is needed.", "Save one row of it, for example numpy.save(\"query.npy\", a[0]).");
            return array.Columns <= LongestVector ? array.Read(0, 1) : throw new UsageException($"{path} has {array.Columns} elements, too many for one vector.");
        }
        catch (FeatureFileException refused)
        {
            throw new UsageException(refused.Message);
        }
    }

    private static float[] ReadText(string path)
    {
        if (new FileInfo(path).Length > LongestText) throw new UsageException($"{path} is too long to be one vector.");
        var text = File.ReadAllText(path).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        var vector = text.StartsWith('[') ? ReadJson(path, text) : ReadNumbers(path, text);
        return vector.Length > 0 ? vector : throw new UsageException($"{path} has no numbers.");
    }

    private static float[] ReadJson(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<float[]>(text) ?? [];
        }
        catch (JsonException error)
        {
            throw new UsageException($"{path} is not a JSON array of numbers: {error.Message}");
        }
    }

    private static float[] ReadNumbers(string path, string text)
    {
        var words = text.Split([',', ';', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var vector = new float[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!float.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]))
            {
                throw new UsageException($"{path}: \"{Shorten(words[i])}\" (number {i + 1}) is not a number.");
            }
        }

        return vector;
    }

    private static string Shorten(string word) => word.Length > 40 ? word[..40] + "…" : word;
}
