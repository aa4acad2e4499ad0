namespace Concord;

/// <summary>Whether everything stored is as it was written.</summary>
/// <param name="Problems">One line a problem; empty when sound.</param>
/// <param name="Files">Files of vectors and adapters read against their checksums.</param>
/// <param name="Rows">Rows of vectors that can be searched.</param>
/// <param name="CatalogRows">Rows of the catalogue read against their checksums.</param>
public sealed record VerifyReport(IReadOnlyList<string> Problems, int Files, long Rows, long CatalogRows)
{
    public bool Sound => Problems.Count == 0;
}
