namespace Concord;

/// <summary>A model at hand: its manifest and the files that it names. Immutable, thread-safe; holds no network in memory.</summary>
public sealed class Model
{
    private readonly Lazy<int> _channels;

    internal Model(ModelManifest manifest, string folder, string weightsSha256, ReadOnlyMemory<byte> inMemory = default)
    {
        (Manifest, Folder, WeightsSha256, InMemory) = (manifest, folder, weightsSha256, inMemory);
        _channels = new Lazy<int>(() => Manifest.Channels ?? ChannelProbe.Run(this));
    }

    public ModelManifest Manifest { get; }

    /// <summary>Absolute path of the model's folder; empty for the built-in model, which is made in memory.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the ONNX file, or of the list of files and their hashes where there are several; lower-case hex.</summary>
    public string WeightsSha256 { get; }

    public bool IsBuiltIn => Folder.Length == 0;

    /// <summary>C of the network's output; runs the network once, with zeros, when the manifest does not say.</summary>
    public int Channels => _channels.Value;

    /// <summary>The network itself where it is no file; empty otherwise.</summary>
    internal ReadOnlyMemory<byte> InMemory { get; }

    internal string NetworkPath => IsBuiltIn ? $"{Manifest.Id} (built in)" : Path.Combine(Folder, Manifest.File);

    /// <summary>
    /// Opens a model's folder where it lies, without a store: for trials. Its files are hashed now. Throws
    /// <see cref="ConcordArgumentException"/> naming file and field, or <see cref="ConcordNotFoundException"/>.
    /// </summary>
    public static Model Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var absolute = Path.GetFullPath(folder);
        var manifest = ManifestReader.Read(Path.Combine(absolute, ManifestReader.FileName));
        return new Model(manifest, absolute, ModelFiles.Find(absolute, manifest).Hash().Weights);
    }

    /// <summary>
    /// The identity of the vectors that this model gives. Null stands for the manifest's own choice. Throws
    /// <see cref="ConcordArgumentException"/> when the pooling does not fit the network's output.
    /// </summary>
    public SpaceIdentity Space(Pooling? pooling = null, Metric? metric = null)
    {
        var normal = PoolingRules.Normalise(pooling ?? Manifest.Pooling, Manifest.OutputKind);
        if (normal.Mode.StartsWith("cls", StringComparison.Ordinal) && Manifest.PrefixTokens == 0)
        {
            throw new ConcordArgumentException($"model {Manifest.Id} has no prefix tokens, so pooling \"{normal.Mode}\" has nothing to take");
        }

        return new SpaceIdentity(
            Manifest.Id, WeightsSha256, Manifest.Preprocessing, normal, null, PoolingRules.Dimension(normal, Channels), metric ?? Manifest.Metric);
    }
}
