namespace Concord.Indexing;

/// <summary>The bytes of a file of annotations.</summary>
internal static class AnnotationFile
{
    /// <summary>Reads a regular file within the limit; never more, also when it grows meanwhile.</summary>
    internal static byte[] ReadBytes(string path, AnnotationLimits limits)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path)) throw new ConcordArgumentException($"{path} is a folder; annotations are a GeoJSON file");
        if (!file.Exists) throw new ConcordNotFoundException($"{path}: there is no such file of annotations");
        // A pipe would be waited on for ever; its length is 0.
        if (file.Length == 0) throw new ConcordArgumentException($"{path} is empty or no regular file; annotations are a GeoJSON file");
        if (file.Length > limits.Bytes) throw new ConcordArgumentException($"{path} has {file.Length} bytes; annotations may have {limits.Bytes}");
        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = new byte[file.Length];
            var read = 0;
            for (int more; read < bytes.Length && (more = RandomAccess.Read(handle, bytes.AsSpan(read), read)) > 0;) read += more;
            return bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConcordArgumentException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
