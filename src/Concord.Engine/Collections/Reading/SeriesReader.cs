using System.Text.Json;

namespace Concord;

/// <summary>Reads the radiology linked to cases.</summary>
internal static class SeriesReader
{
    internal static IReadOnlyList<SeriesRecord> OfCase(CatalogConnection catalog, long caseId) => Of(catalog, [caseId]).GetValueOrDefault(caseId, []);

    internal static Dictionary<long, List<SeriesRecord>> Of(CatalogConnection catalog, IEnumerable<long> cases)
    {
        var ids = JsonSerializer.Serialize(cases.Distinct());
        var names = catalog.Read(CatalogSchema.Cases, "WHERE id IN (SELECT value FROM json_each($1))", ids).ToDictionary(r => (long)r[0]!, r => (string)r[1]!);
        var series = new Dictionary<long, List<SeriesRecord>>();
        foreach (var row in catalog.Read(CatalogSchema.Series, "WHERE case_id IN (SELECT value FROM json_each($1)) ORDER BY id", ids))
        {
            var caseId = (long)row[1]!;
            if (!series.TryGetValue(caseId, out var own)) series.Add(caseId, own = []);
            own.Add(new SeriesRecord(names[caseId], (string)row[2]!, (string)row[3]!, (string)row[4]!));
        }
        return series;
    }
}
