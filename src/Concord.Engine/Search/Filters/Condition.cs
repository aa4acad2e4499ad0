namespace Concord;

/// <summary>A condition on tiles, parsed. A value that is missing equals nothing and differs from everything.</summary>
internal abstract record Condition
{
    /// <summary>Every name that the condition speaks of.</summary>
    internal abstract IEnumerable<string> Names { get; }
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    internal override IEnumerable<string> Names => Parts.SelectMany(p => p.Names);
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    internal override IEnumerable<string> Names => Parts.SelectMany(p => p.Names);
}

internal sealed record NotThat(Condition Part) : Condition
{
    internal override IEnumerable<string> Names => Part.Names;
}

internal sealed record Comparison(string Name, ComparisonKind Kind, IReadOnlyList<string> Values) : Condition
{
    internal override IEnumerable<string> Names => [Name];
}

internal enum ComparisonKind
{
    Equal,
    NotEqual,

    /// <summary>SQL's LIKE: % any text, _ any character, letters a to z in either case.</summary>
    Like,

    In,
}
