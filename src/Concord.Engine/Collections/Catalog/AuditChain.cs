using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Concord;

/// <summary>
/// The record of changes: each entry carries the SHA-256 of the one before and its own text, and the newest hash stands in table
/// "collection" too, so that a removed last entry shows.
/// </summary>
internal static class AuditChain
{
    internal static string Append(CatalogConnection catalog, string head, string operation, long count)
    {
        // The time is for people; nothing is decided by it.
        var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var id = catalog.Number("SELECT max(id) FROM audit") + 1;
        var chain = Link(head, id, at, operation, count);
        catalog.Put(CatalogSchema.Audit, id, at, operation, count, chain);
        return chain;
    }

    /// <summary>Whether every entry follows from the one before and the last is `head`.</summary>
    internal static bool Holds(CatalogConnection catalog, string head)
    {
        var chain = "";
        foreach (var row in catalog.Rows("SELECT id, at, operation, count, chain FROM audit ORDER BY id"))
        {
            chain = Link(chain, (long)row[0]!, (string)row[1]!, (string)row[2]!, (long)row[3]!);
            if (chain != row[4] as string) return false;
        }
        return chain == head;
    }

    private static string Link(string head, long id, string at, string operation, long count) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{head}\n{id}\n{at}\n{operation}\n{count}")));
}
