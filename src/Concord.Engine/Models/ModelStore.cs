namespace Concord;

/// <summary>
/// The models of a user: a folder with one sub-folder a model, and the built-in one, which needs no file. Thread-safe; several processes
/// may use one folder, for a model appears by one rename.
/// </summary>
public sealed class ModelStore
{
    /// <summary>The model that needs no download: H&amp;E stain separation and local texture, made by our own code.</summary>
    public const string BuiltInId = "concord-he";

    /// <param name="folder">Made when the first model is added; it need not exist.</param>
    public ModelStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
    }

    /// <summary>The user's own: models/ under $CONCORD_HOME, else $XDG_DATA_HOME/concord, else ~/.local/share/concord.</summary>
    public static ModelStore Default => new(Path.Combine(ConcordHome.Folder, "models"));

    public string Folder { get; }

    /// <summary>The built-in model first, then the others by id. A folder that cannot be read as a model is left out; see <see cref="Verify"/>.</summary>
    public IReadOnlyList<Model> List() => [BuiltInModel.Instance, .. Ids().Select(TryOpen).OfType<Model>()];

    /// <summary>Throws <see cref="ConcordNotFoundException"/> naming the models there are.</summary>
    public Model Get(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id == BuiltInId) return BuiltInModel.Instance;
        if (ModelId.IsValid(id) && Ids().Contains(id)) return StoredModel.Open(Path.Combine(Folder, id));
        throw new ConcordNotFoundException($"model \"{id}\" is unknown; there are: {string.Join(", ", [BuiltInId, .. Ids()])}");
    }

    /// <summary>
    /// Checks a model's folder and copies it into the store: every field of model.json, every file, and one run with zeros, whose output
    /// must be what model.json says. Adding the same files again changes nothing. Throws <see cref="ConcordArgumentException"/> naming
    /// what is wrong, or <see cref="ConcordAlreadyExistsException"/> for another model of the same id; the store is then as it was.
    /// </summary>
    public Model Add(string directory)
    {
        var candidate = Model.Open(directory);
        var id = candidate.Manifest.Id;
        if (id == BuiltInId) throw new ConcordAlreadyExistsException($"model id \"{id}\" is that of the built-in model; choose another");
        if (Ids().Contains(id)) return SameOrRefuse(candidate);
        ConcordHome.Make(Folder);
        return StoredModel.Add(candidate, Folder);
    }

    /// <summary>Reads every file of a model again and compares it with the hash recorded when it was added.</summary>
    public ModelVerification Verify(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id == BuiltInId) return new ModelVerification(id, BuiltInModel.Instance.WeightsSha256, BuiltInModel.Problems());
        return Ids().Contains(id) ? StoredModel.Verify(Path.Combine(Folder, id)) : new ModelVerification(Get(id).Manifest.Id, "", []);
    }

    private Model SameOrRefuse(Model candidate)
    {
        var present = Get(candidate.Manifest.Id);
        var same = present.WeightsSha256 == candidate.WeightsSha256
            && present.Space().Canonical == candidate.Space().Canonical && present.Manifest.Version == candidate.Manifest.Version;
        return same ? present : throw new ConcordAlreadyExistsException(
            $"model \"{candidate.Manifest.Id}\" is in the store already, with other contents (version {present.Manifest.Version})");
    }

    private IReadOnlyList<string> Ids() => !Directory.Exists(Folder) ? [] :
        [.. Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Where(ModelId.IsValid).Order(StringComparer.Ordinal)];

    private Model? TryOpen(string id)
    {
        try
        {
            return StoredModel.Open(Path.Combine(Folder, id));
        }
        catch (ConcordException)
        {
            return null;
        }
    }
}
