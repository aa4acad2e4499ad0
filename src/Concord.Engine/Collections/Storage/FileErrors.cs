namespace Concord;

/// <summary>Turns the system's refusals into Concord's exceptions at the edge of the engine.</summary>
internal static class FileErrors
{
    internal static T Translate<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConcordIoException(ConcordErrorCode.IoError, $"The collection {path} cannot be used: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidCastException or NullReferenceException or FormatException or System.Text.Json.JsonException)
        {
            throw new ConcordCorruptException($"The catalogue of {path} holds what was never written ({error.Message}).", error);
        }
    }

    internal static void Translate(string path, Action work) => Translate(path, () =>
    {
        work();
        return true;
    });
}
