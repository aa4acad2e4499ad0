using System.Text.Json;

namespace Concord;

/// <summary>The slides or tiles that meet a condition.</summary>
internal sealed class FilterMatch
{
    private readonly HashSet<long> _ids = [];
    private readonly bool _ofTiles;

    private FilterMatch(bool ofTiles) => _ofTiles = ofTiles;

    internal static FilterMatch Of(string where, CatalogConnection catalog)
    {
        var sql = ConditionSql.Of(ConditionParser.Parse(where), catalog);
        var match = new FilterMatch(sql.OfTiles);
        catalog.ForEach(sql.Statement, row => match._ids.Add((long)row[0]!), sql.Values);
        return match;
    }

    /// <summary>The text behind "FROM tiles t" that leaves these tiles, and its one parameter.</summary>
    internal (string Where, string Ids) Tiles =>
        ($"WHERE t.{(_ofTiles ? "id" : "slide")} IN (SELECT value FROM json_each($1))", JsonSerializer.Serialize(_ids));

    internal bool Holds(long tile, long slide) => _ids.Contains(_ofTiles ? tile : slide);
}
