namespace Concord.Interop;

/// <summary>A set of row numbers: bit i%8 of byte i/8 for row i, for rows 0 to Rows-1. Rows at or above are not in it.</summary>
internal sealed class RowBitmap
{
    // Never empty: an empty array pins to null, and null stands for "every row", the opposite of a set without rows.
    private readonly byte[] _bytes;

    internal RowBitmap(long rows)
    {
        Shape.NotNegative(rows);
        if (rows / 8 >= Array.MaxLength) throw new ConcordArgumentException($"rows is {rows}; a bitmap holds up to {Array.MaxLength * 8L}");
        Rows = rows;
        _bytes = new byte[rows / 8 + 1];
    }

    internal long Rows { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal bool this[long row]
    {
        get => row >= 0 && row < Rows && (_bytes[row / 8] & (1 << (int)(row % 8))) != 0;
        set
        {
            if (row < 0 || row >= Rows) throw new ConcordArgumentException($"row {row} lies outside the bitmap's {Rows} rows");
            var bit = (byte)(1 << (int)(row % 8));
            if (value) _bytes[row / 8] |= bit;
            else _bytes[row / 8] &= (byte)~bit;
        }
    }

    /// <summary>A bitmap with all of `rows` rows set.</summary>
    internal static RowBitmap All(long rows)
    {
        var all = new RowBitmap(rows);
        Array.Fill(all._bytes, (byte)0xFF);
        return all;
    }
}
