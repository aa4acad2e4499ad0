namespace Concord;

/// <summary>Labels of one owner.</summary>
internal sealed class LabelEdits(CatalogConnection catalog)
{
    internal void Set(LabelLevel level, long owner, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (name, value) in labels)
        {
            HierarchyEdits.RequireName(name, "label");
            if (FilterNames.IsBuiltIn(name))
                throw new ConcordArgumentException($"A label cannot be named '{name}': conditions use that word for the {name.ToLowerInvariant()} itself.");
            catalog.Put(CatalogSchema.Labels, (long)level, owner, name, value);
        }
    }

    internal void Replace(LabelLevel level, long owner, IReadOnlyDictionary<string, string> labels)
    {
        catalog.Execute("DELETE FROM labels WHERE level = $1 AND owner = $2", (long)level, owner);
        Set(level, owner, labels);
    }
}
