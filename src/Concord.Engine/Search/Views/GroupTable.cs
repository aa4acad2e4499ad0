namespace Concord;

/// <summary>A small number for each row of a space that equals another's when both belong together; -1 for deleted rows.</summary>
internal sealed class GroupTable
{
    private readonly Dictionary<GroupKey, int> _numbers = [];

    private GroupTable(long rows)
    {
        RowGroups = new int[rows];
        Array.Fill(RowGroups, -1);
    }

    internal int[] RowGroups { get; }

    internal static GroupTable Of(RunTable runs, Hierarchy hierarchy, Exclusion level)
    {
        var table = new GroupTable(runs.Rows);
        foreach (var run in runs.Runs)
        {
            var key = hierarchy.Group(run.Slide, level);
            if (!table._numbers.TryGetValue(key, out var number)) table._numbers.Add(key, number = table._numbers.Count);
            table.RowGroups.AsSpan((int)run.FirstRow, (int)run.Rows).Fill(number);
        }
        return table;
    }

    /// <summary>Every row for itself: what is left out of an answer is the query's own row.</summary>
    internal static GroupTable OfRows(long rows)
    {
        var table = new GroupTable(rows);
        for (var i = 0; i < table.RowGroups.Length; i++) table.RowGroups[i] = i;
        return table;
    }

    /// <summary>-1 when nothing in the space belongs to it.</summary>
    internal int NumberOf(GroupKey key) => _numbers.GetValueOrDefault(key, -1);
}
