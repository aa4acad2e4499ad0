namespace Concord.Interop.Tests;

/// <summary>A folder of its own for each test, removed behind it.</summary>
internal abstract class TemporaryFolder
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-interop-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    protected string At(string name) => Path.Combine(_folder, name);
}
