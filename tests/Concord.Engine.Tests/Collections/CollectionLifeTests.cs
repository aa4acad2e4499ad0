namespace Concord.Tests;

internal sealed class CollectionLifeTests : CollectionFixture
{
    [Test]
    public void Create_FreshPath_HoldsOneEmptySpace()
    {
        using var collection = Create();
        var info = collection.Info();
        Assert.That((info.Name, info.Tiles, info.Spaces.Count, info.Spaces[0].Name, info.ModelId), Is.EqualTo(("test", 0L, 1, "pathology", "m")));
    }

    [Test]
    public void Create_PathExists_IsRefused()
    {
        Create().Dispose();
        Assert.That(() => Create(), Throws.TypeOf<ConcordAlreadyExistsException>());
    }

    [Test]
    public void Create_Always_LeavesNothingButTheCollectionBesideIt()
    {
        Create().Dispose();
        Assert.That(Directory.GetFileSystemEntries(System.IO.Path.GetDirectoryName(Path)!), Is.EqualTo(new[] { Path }));
    }

    [Test, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Create_UnderAnyUmask_IsTheUsersAlone()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 2);
        collection.Compact();
        Add(collection, Slide("t"), 2);
        foreach (var file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        foreach (var folder in Directory.GetDirectories(Path, "*", SearchOption.AllDirectories).Append(Path))
            Assert.That(File.GetUnixFileMode(folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), folder);
    }

    [Test]
    public void Open_NothingThere_IsNotFound() => Assert.That(() => Open(), Throws.TypeOf<ConcordNotFoundException>());

    [Test]
    public void Open_OtherFolder_IsNotFoundAndSaysSo()
    {
        Directory.CreateDirectory(Path);
        Assert.That(() => Open(), Throws.TypeOf<ConcordNotFoundException>().With.Message.Contains("not a Concord collection"));
    }

    [Test]
    public void Open_NewerFormat_IsRefusedUnchanged()
    {
        Create().Dispose();
        var file = System.IO.Path.Combine(Path, "catalog.db");
        var bytes = File.ReadAllBytes(file);
        bytes[63] = 99;
        File.WriteAllBytes(file, bytes);
        Assert.Multiple(() =>
        {
            Assert.That(() => Open(), Throws.TypeOf<ConcordNewerFormatException>());
            Assert.That(() => Open(CollectionAccess.Read), Throws.TypeOf<ConcordNewerFormatException>());
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes));
        });
    }

    [Test]
    public void Open_SecondWriter_IsLockedAndNamesTheHolder()
    {
        using var first = Create();
        Assert.That(() => Open(), Throws.TypeOf<ConcordLockedException>().With.Message.Contains($"process {Environment.ProcessId}"));
    }

    [Test]
    public void Append_OpenForReading_IsRefused()
    {
        Create().Dispose();
        using var reader = Open(CollectionAccess.Read);
        Assert.That(() => Add(reader, Slide("s"), 1), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("reading only"));
    }

    [Test]
    public void Delete_Collection_LeavesNothing()
    {
        using (var collection = Create()) Add(collection, Slide("s"), 3);
        Collection.Delete(Path);
        Assert.That(Directory.GetFileSystemEntries(System.IO.Path.GetDirectoryName(Path)!), Is.Empty);
    }

    [Test]
    public void Delete_OtherFolder_IsRefusedUntouched()
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "thesis.txt"), "years");
        Assert.That(() => Collection.Delete(Path), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(File.Exists(System.IO.Path.Combine(Path, "thesis.txt")));
    }

    [Test]
    public void Delete_Locked_IsRefusedUntouched()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 3);
        Assert.That(() => Collection.Delete(Path), Throws.TypeOf<ConcordLockedException>());
        Assert.That(collection.Verify().Sound);
    }

    [Test]
    public void Delete_CutOffBehindTheMark_OpensNotAndIsFinishedByDeleting()
    {
        using (var collection = Create()) Add(collection, Slide("s"), 3);
        using (var catalog = CatalogConnection.OpenWriter(System.IO.Path.Combine(Path, "catalog.db")))
        using (var change = new CatalogTransaction(catalog))
        {
            change.MarkDeleting();
            change.Commit();
        }
        Assert.That(() => Open(), Throws.TypeOf<ConcordCorruptException>().With.Message.Contains("being deleted"));
        Collection.Delete(Path);
        Assert.That(Directory.Exists(Path), Is.False);
    }

    [Test]
    public void Delete_OnlyTheLockIsLeft_IsFinished()
    {
        Create().Dispose();
        Directory.Delete(System.IO.Path.Combine(Path, "spaces"), true);
        foreach (var file in Directory.GetFiles(Path, "catalog.db*")) File.Delete(file);
        Assert.That(Collection.IsCollection(Path), Is.False);
        Collection.Delete(Path);
        Assert.That(Directory.Exists(Path), Is.False);
    }

    [Test]
    public void AddSpace_NameTakenByAnother_SaysHowTheyDiffer()
    {
        using var collection = Create();
        Assert.That(() => collection.AddSpace("pathology", Identity(model: "other"), ElementType.Float32),
            Throws.TypeOf<ConcordAlreadyExistsException>().With.Message.Contains("model m against other"));
    }

    [Test]
    public void Space_UnknownName_ListsTheKnown()
    {
        using var collection = Create();
        Assert.That(() => collection.Space("radiology"), Throws.TypeOf<ConcordNotFoundException>().With.Message.Contains("pathology"));
    }
}
