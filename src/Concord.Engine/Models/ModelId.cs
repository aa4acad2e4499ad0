namespace Concord;

/// <summary>The rule for a model's id: it is also the name of a folder.</summary>
internal static class ModelId
{
    internal static bool IsValid(string id) =>
        id.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
