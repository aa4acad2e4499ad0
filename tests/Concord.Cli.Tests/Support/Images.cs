using System.Buffers.Binary;
using System.IO.Compression;

namespace Concord.Cli.Tests.Support;

/// <summary>Draws small tiles and writes them as PNG, and makes files that only look like images.</summary>
internal static class Images
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A pink tile with purple dots; the seed decides how many and where, so that tiles differ.</summary>
    internal static void Tile(string path, int seed, int side = 96)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Png(side, side, Draw(seed, side)));
    }

    /// <summary>A PNG whose header claims a size that its data do not hold.</summary>
    internal static byte[] Claiming(int width, int height) => Png(width, height, [0]);

    internal static byte[] Png(int width, int height, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2); // 8 bits, RGB
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compress(rows));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Draw(int seed, int side)
    {
        var random = new Random(seed);
        var rows = new byte[side * ((side * 3) + 1)];
        var dots = Enumerable.Range(0, 5 + (seed % 40)).Select(_ => (X: random.Next(side), Y: random.Next(side), R: random.Next(2, 7))).ToArray();
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var dark = dots.Any(dot => ((x - dot.X) * (x - dot.X)) + ((y - dot.Y) * (y - dot.Y)) < dot.R * dot.R);
                var at = (y * ((side * 3) + 1)) + 1 + (x * 3);
                var noise = random.Next(12);
                (rows[at], rows[at + 1], rows[at + 2]) = dark ? ((byte)(90 + noise), (byte)(50 + noise), (byte)(130 + noise)) : ((byte)(225 + noise), (byte)(170 + noise), (byte)(200 + noise));
            }
        }

        return rows;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(bytes);
        return packed.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(word);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return crc;
    }
}
