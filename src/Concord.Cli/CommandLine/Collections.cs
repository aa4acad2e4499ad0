namespace Concord.Cli.CommandLine;

/// <summary>Opens collections by the name the user typed.</summary>
internal static class Collections
{
    internal static Collection Read(string name, Accelerator? accelerator = null) => Open(name, CollectionAccess.Read, accelerator);

    internal static Collection Write(string name) => Open(name, CollectionAccess.Write);

    private static Collection Open(string name, CollectionAccess access, Accelerator? accelerator = null)
    {
        var path = CollectionName.Resolve(name);
        if (!Path.Exists(path)) throw Absent(name, path);
        return Collection.Open(path, access, accelerator);
    }

    internal static ConcordNotFoundException Absent(string name, string path) =>
        new($"There is no collection \"{name}\": {path} does not exist. \"concord collection create {name}\" makes it; \"concord collection list\" shows yours.");
}
