using System.Collections.Concurrent;

namespace Concord;

public sealed partial class Collection
{
    /// <summary>Rows adapted and stored in one commit: some tens of megabytes.</summary>
    private const int AdaptedRows = 4096;

    /// <summary>By space; an adapter that was read and checked is kept.</summary>
    private readonly ConcurrentDictionary<long, Adapter> _adapters = new();

    /// <summary>The ids of its adapters, in ordinal order.</summary>
    public IReadOnlyList<string> Adapters => [.. AdapterFolder.Under(_folder.Adapters).Select(f => System.IO.Path.GetFileName(f))];

    /// <summary>Reads an adapter and checks its files against their SHA-256.</summary>
    public Adapter Adapter(string id) => AdapterFolder.Read(AdapterPath(id));

    /// <summary>
    /// The labelled vectors of a space, in order of tile. `split` restricts them to slides of this split. Throws
    /// <see cref="ConcordArgumentException"/> when no tile has the label.
    /// </summary>
    public AdapterRows LabelledVectors(Space space, string label, string? split = null)
    {
        var held = Held(space);
        var tiles = Tiles().Where(t => held.Contains(t.Id) && t.Labels.ContainsKey(label) && (split is null || t.Split == split)).ToArray();
        if (tiles.Length == 0)
            throw new ConcordArgumentException($"No tile of space '{space.Name}'{(split is null ? "" : $" with the split \"{split}\"")} has a label named \"{label}\".");
        return new AdapterRows(VectorsOf(space, [.. tiles.Select(t => t.Id)]), [.. tiles.Select(t => t.Labels[label])], [.. tiles.Select(t => t.Patient)]);
    }

    /// <summary>Trains an adapter on the labelled vectors of a space and keeps it with the collection. A training that is cancelled leaves nothing.</summary>
    public Adapter TrainAdapter(
        string id, Space space, string label, string? split, AdapterOptions options, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        _ = Writer;
        var folder = AdapterPath(id);
        if (AdapterFolder.Exists(folder)) throw new ConcordAlreadyExistsException($"The collection has an adapter '{id}' already; choose another name.");
        if (space.Identity.Adapter is not null) throw new ConcordArgumentException($"Space '{space.Name}' is derived by an adapter itself; train on its base.");
        var trained = AdapterTrainer.Train(id, space.Identity, LabelledVectors(space, label, split), options, progress, ct);
        var adapter = new Adapter(trained.Card with { Collection = Id, Label = label, Split = split }, trained.Weights.ToArray());
        return FileErrors.Translate(Path, () =>
        {
            CollectionFolder.CreatePrivate(_folder.Adapters);
            Interop.Files.SyncDirectory(Path);
            AdapterFolder.Write(folder, adapter);
            return adapter;
        });
    }

    /// <summary>
    /// Derives the adapter's space from the stored vectors of its base, or brings it up to date: tiles that have an adapted vector are passed over,
    /// so a run that was cut off goes on. A tile whose base vector is replaced loses its adapted one in the same commit.
    /// </summary>
    /// <param name="id">An adapter of the collection.</param>
    /// <param name="progress">Is told of tiles.</param>
    /// <param name="accelerator">Where batches are adapted, as far as it can; vectors then differ from the CPU's by the error of float32 sums.</param>
    /// <param name="ct">Ends it between batches.</param>
    public AdaptedSpace ApplyAdapter(string id, IProgress<Progress>? progress = null, Accelerator? accelerator = null, CancellationToken ct = default)
    {
        var work = new DeviceWork(accelerator);
        var adapter = Adapter(id);
        var from = Spaces.FirstOrDefault(s => s.Identity.Id == adapter.Card.Base.Id)
            ?? throw new ConcordNotFoundException($"The collection has no space that adapter '{id}' applies to: it takes vectors of {adapter.Card.Base.ModelId}.");
        var to = Spaces.FirstOrDefault(s => s.Identity.Id == adapter.Derived.Id) ?? AddSpace(id, adapter.Derived, from.Stored);
        var done = Held(to);
        var tiles = Held(from).Where(t => !done.Contains(t)).Order().ToArray();
        for (var first = 0; first < tiles.Length; first += AdaptedRows)
        {
            ct.ThrowIfCancellationRequested();
            var batch = tiles[first..Math.Min(tiles.Length, first + AdaptedRows)];
            // Alone: a base vector that is replaced between reading and storing would leave an adapted vector of the old one.
            Changing(() => Writer.Alone(() =>
            {
                Append(to, batch, adapter.Apply(VectorsOf(from, batch), work, ct));
                return true;
            }));
            progress?.Report(new Progress("adapting", first + batch.Length, tiles.Length));
        }

        return new AdaptedSpace(to, tiles.Length, work.Share);
    }

    /// <summary>The adapter that made a derived space; null when the space has none. Throws when the collection lacks it, or another has its name.</summary>
    public Adapter? AdapterOf(Space space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Identity.Adapter is not { } identity) return null;
        return _adapters.GetOrAdd(space.Number, _ => ReadAdapterOf(space, identity));
    }

    private Adapter ReadAdapterOf(Space space, string identity)
    {
        var adapter = Adapter(identity.Split(':')[0]);
        if (adapter.Derived.Id != space.Identity.Id)
            throw new ConcordCorruptException($"Adapter '{adapter.Card.Id}' is not the one that space '{space.Name}' was made with. Restore it from a copy.");
        return adapter;
    }

    private HashSet<long> Held(Space space) => Viewing(space, (view, _) => view.Runs.Runs.ToArray().SelectMany(r => Enumerable.Range(0, (int)r.Rows).Select(i => r.FirstTile + i)).ToHashSet());

    private string AdapterPath(string id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 64 || id[0] == '.' || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ConcordArgumentException($"\"{id}\" cannot name an adapter; use up to 64 letters, digits, '-', '_' and '.', the first no '.'.");
        return System.IO.Path.Combine(_folder.Adapters, id);
    }
}
