namespace Concord;

/// <summary>What a process that decodes slides may cost before it is ended, and the file with it.</summary>
public sealed record SlideWorkerOptions
{
    public static SlideWorkerOptions Default { get; } = new();

    /// <summary>The longest that one question (opening, one region) may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory a process may fill, its own runtime included (about 100 MiB). Held on Linux; elsewhere only managed memory is.</summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>JPEG, PNG and WebP too are decoded by workers; whole slides and TIFF always are.</summary>
    public bool PlainImages { get; init; }

    /// <summary>The program; null: `concord-worker` beside the running one.</summary>
    public string? Program { get; init; }

    internal void Check()
    {
        if (Deadline <= TimeSpan.Zero || Deadline > TimeSpan.FromDays(1)) throw new ConcordArgumentException($"the deadline is {Deadline}; it must be above 0, and a day at most");
        if (MemoryBytes < 256L << 20) throw new ConcordArgumentException($"the memory of a worker is {MemoryBytes} bytes; less than 256 MiB does not hold its runtime");
    }

    /// <summary>Throws <see cref="ConcordUnsupportedException"/> where it is not.</summary>
    internal string FindProgram()
    {
        var program = Program ?? Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "concord-worker.exe" : "concord-worker");
        return File.Exists(program) ? program : throw new ConcordUnsupportedException(
            $"slides and HDF5 files are read by a process of their own, whose program is not there: {program}; put it there, or read them in this process (--no-isolation)");
    }
}
