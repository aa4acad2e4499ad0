namespace Concord.Study;

/// <summary>How many subjects a study has, one tile each.</summary>
/// <param name="Classes">Subjects of each class, the classes in ordinal order of their names.</param>
/// <param name="Test">How many of all are kept for testing.</param>
public sealed record SubjectDesign(IReadOnlyList<int> Classes, int Test)
{
    /// <summary>The seed study's: 170 subjects of three grades, 135 to train and 35 to test.</summary>
    public static SubjectDesign Seed { get; } = new([40, 53, 77], 35);

    internal void Check()
    {
        if (Classes.Count < 2 || Classes.Any(count => count < 1)) throw new ConcordArgumentException("a design needs two or more classes of one or more subjects each");
        if (Test < 1 || Classes.Sum() - Test < 5) throw new ConcordArgumentException($"{Test} of {Classes.Sum()} subjects cannot be kept for testing; five must be left");
    }
}
