namespace Concord;

/// <summary>A case, asked for by what is at hand of it.</summary>
public sealed record CaseQuery
{
    /// <summary>Vectors of tissue and the space they are of; empty for a query by radiology alone.</summary>
    public IReadOnlyList<CaseQueryPart> Tissue { get; init; } = [];

    /// <summary>Vectors of series, one a contrast; empty for a query by tissue alone.</summary>
    public IReadOnlyList<CaseQueryPart> Radiology { get; init; } = [];

    /// <summary>Cases wanted.</summary>
    public int K { get; init; } = 5;

    /// <summary>A condition on what may speak for a case, of tissue alone; null for none.</summary>
    public string? Where { get; init; }

    /// <summary>What is left out; needs <see cref="Group"/>.</summary>
    public Exclusion Exclude { get; init; } = Exclusion.Patient;

    /// <summary>The query's own patient (case, centre, according to <see cref="Exclude"/>), or null when nothing is known of it.</summary>
    public string? Group { get; init; }

    internal CaseQuery Checked()
    {
        if (Tissue.Count + Radiology.Count == 0) throw new ConcordArgumentException("A query for cases needs a vector of tissue or of radiology.");
        if (K < 1) throw new ConcordArgumentException($"k is {K}; it must be at least 1.");
        if (Tissue.Any(part => part.Space.Identity.Series is not null)) throw new ConcordArgumentException("A space of radiology was given for tissue.");
        if (Radiology.Any(part => part.Space.Identity.Series is null)) throw new ConcordArgumentException("A space of tissue was given for radiology.");
        return this;
    }
}

/// <summary>One vector that ranks cases.</summary>
/// <param name="Space">The space it is of.</param>
/// <param name="Vector">Its elements.</param>
/// <param name="Contrast">For radiology: only series of this contrast answer, by its name in any case of letters; null for all.</param>
public sealed record CaseQueryPart(Space Space, ReadOnlyMemory<float> Vector, string? Contrast = null);
