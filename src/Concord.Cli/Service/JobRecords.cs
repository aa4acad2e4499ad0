using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Concord.Cli.Output;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>
/// The index jobs of one pipe that are not done, a file each, for the user alone. What they have indexed the collection knows; a record that is lost or damaged costs no more than asking again. Thread-safe for
/// different jobs.
/// </summary>
internal sealed class JobRecords
{
    private const string Prefix = "index-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;

    internal JobRecords(ServiceEndpoint endpoint) =>
        _folder = Path.Combine(ConcordHome.Folder, "run", "jobs", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint.Address)))[..16]);

    /// <summary>By number, the earliest first. What cannot be read is passed over.</summary>
    internal IReadOnlyList<(int Number, JobRecord Record)> Read() => !Directory.Exists(_folder) ? [] :
        [.. Directory.EnumerateFiles(_folder, $"{Prefix}*.json").Select(Read).OfType<(int, JobRecord)>().OrderBy(entry => entry.Item1)];

    /// <summary>Replaces the record whole. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>.</summary>
    internal void Write(string job, JobRecord record)
    {
        ConcordHome.Make(_folder);
        var path = PathOf(job);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(path + ".unfinished", options)) JsonSerializer.Serialize(file, record, Json.Options);
        File.Move(path + ".unfinished", path, overwrite: true);
    }

    internal void Remove(string job)
    {
        if (Directory.Exists(_folder)) File.Delete(PathOf(job));
    }

    internal static string Name(int number) => $"{Prefix}{number}";

    private static (int, JobRecord)? Read(string path)
    {
        if (!int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan(Prefix.Length), out var number)) return null;
        try
        {
            return JsonSerializer.Deserialize<JobRecord>(File.ReadAllBytes(path), Json.Options) is { Request: not null, State: "running" or "cancelled" or "failed" } record ? (number, record) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string PathOf(string job) => Path.Combine(_folder, job + ".json");
}

/// <summary>An index job that is not done.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="State">"running", which after the engine's end means interrupted; "cancelled" or "failed".</param>
internal sealed record JobRecord(IndexRequest Request, string State);
