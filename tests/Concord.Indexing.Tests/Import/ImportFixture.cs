using System.Buffers.Binary;
using System.Text;
using Concord.Indexing;
using PureHDF;

namespace Concord.Tests;

/// <summary>A folder for each test, writers of feature files, and short ways to import and look.</summary>
internal abstract class ImportFixture
{
    protected static readonly ImportOptions Told = new() { Encoder = "enc", PatchSize = 10, Metric = Metric.L2 };

    protected TemporaryFolder Folder { get; private set; } = null!;

    [SetUp]
    public void MakeFolder() => Folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => Folder.Dispose();

    /// <summary>An empty collection with the space of the file.</summary>
    protected Collection New(string path, ImportOptions options) => Collection.Create(
        Folder.At($"{Guid.NewGuid():N}.concord"), new CollectionOptions { Space = Importer.IdentityOf(path, options), SpaceName = "enc" });

    /// <summary>An empty collection without a space.</summary>
    protected Collection Empty() => Collection.Create(Folder.At($"{Guid.NewGuid():N}.concord"), new CollectionOptions());

    protected static float[] Vectors(Collection collection) => collection.VectorsOf(collection.Space(), [.. collection.Tiles().Select(tile => tile.Id)]);

    protected static (int X, int Y, int Side)[] Places(Collection collection) => [.. collection.Tiles().Select(tile => (tile.X, tile.Y, tile.Width))];

    /// <summary>Why the file is refused, when it is all that is imported.</summary>
    protected string Refusal(string path, ImportOptions? options = null)
    {
        using var collection = Empty();
        var report = Importer.Run(collection, [path], options ?? Told);
        Assert.That(report.Skipped, Has.Count.EqualTo(1), "the file was imported");
        Assert.That(collection.Tiles(), Is.Empty);
        Assert.That(collection.Verify().Sound);
        return report.Skipped[0].Reason;
    }

    /// <summary>Some finite numbers that differ.</summary>
    protected static float[] Numbers(int count, int seed = 0) => [.. Enumerable.Range(0, count).Select(i => (((i + seed) * 37 % 101) / 8f) - 5)];

    protected string WriteHdf5(string name, float[,] features, long[,]? coords, string? encoder = null)
    {
        var dataset = new H5Dataset(features);
        if (encoder is not null) dataset.Attributes["encoder"] = encoder;
        var file = new H5File { ["features"] = dataset };
        if (coords is not null) file["coords"] = coords;
        file.Write(Folder.At(name));
        return Folder.At(name);
    }

    /// <summary>CLAM's patches/ID.h5, with the attributes that its own script writes.</summary>
    protected string WriteClamCoords(string name, long[,] coords, long patchSize, long level, double downsample, long[]? levelDim = null)
    {
        var dataset = new H5Dataset(coords);
        dataset.Attributes["patch_size"] = patchSize;
        dataset.Attributes["patch_level"] = level;
        dataset.Attributes["downsample"] = new[] { downsample, downsample };
        if (levelDim is not null) dataset.Attributes["level_dim"] = levelDim;
        new H5File { ["coords"] = dataset }.Write(Folder.At(name));
        return Folder.At(name);
    }

    protected static long[,] Corners(int rows, int step = 10)
    {
        var corners = new long[rows, 2];
        for (var i = 0; i < rows; i++) (corners[i, 0], corners[i, 1]) = (step * (i % 100), step * (i / 100));
        return corners;
    }

    protected static float[,] Matrix(int rows, int dimension, int seed = 0)
    {
        var matrix = new float[rows, dimension];
        Buffer.BlockCopy(Numbers(rows * dimension, seed), 0, matrix, 0, matrix.Length * sizeof(float));
        return matrix;
    }

    /// <summary>A .npy as the format's description has it, byte by byte.</summary>
    protected string WriteNpy(string name, string descr, string shape, IEnumerable<double> values, byte version = 1, string order = "False", int? headerLength = null)
    {
        var text = $"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}";
        var bytes = new List<byte> { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', version, 0 };
        var prefix = version == 1 ? 10 : 12;
        text = text.PadRight((((prefix + text.Length) / 64) + 1) * 64 - prefix - 1) + "\n";
        var length = new byte[prefix - 8];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)(headerLength ?? text.Length));
        else BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)(headerLength ?? text.Length));
        bytes.AddRange(length);
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
        foreach (var value in values)
        {
            bytes.AddRange(descr[^1] switch
            {
                '2' => BitConverter.GetBytes((Half)value),
                '4' => BitConverter.GetBytes((float)value),
                _ => BitConverter.GetBytes(value),
            });
        }

        File.WriteAllBytes(Folder.At(name), [.. bytes]);
        return Folder.At(name);
    }

    /// <summary>x,y and further columns for rows tiles in a line.</summary>
    protected string WriteTable(string name, int rows, string header = "x,y", Func<int, string>? more = null) =>
        Folder.Write(name, string.Concat(Enumerable.Range(0, rows).Select(i => $"{10 * i},{3}{more?.Invoke(i)}\n").Prepend(header + "\n")));
}
