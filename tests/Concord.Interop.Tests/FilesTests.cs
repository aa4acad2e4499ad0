using System.Text;

namespace Concord.Interop.Tests;

internal sealed class FilesTests : TemporaryFolder
{
    [Test]
    public void Replace_Existing_HasNewContentAndNoOtherFiles()
    {
        File.WriteAllText(At("a"), "old");

        Files.Replace(At("a"), Encoding.UTF8.GetBytes("new"));

        Assert.That(File.ReadAllText(At("a")), Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(At("")), Has.Length.EqualTo(1));
    }

    [Test]
    public void Replace_Empty_MakesAnEmptyFile()
    {
        Files.Replace(At("a"), []);

        Assert.That(new FileInfo(At("a")).Length, Is.Zero);
    }

    [Test]
    public void Replace_NameOfOtherScripts_IsUtf8()
    {
        Files.Replace(At("gewebe-ö-組織"), [1]);

        Assert.That(File.Exists(At("gewebe-ö-組織")), Is.True);
    }

    [Test]
    public void Replace_NoFolder_NamesThePath() => Assert.That(
        () => Files.Replace(At("absent/a"), [1]), Throws.InstanceOf<ConcordException>().With.Message.Contains("absent"));

    [Test]
    public void Replace_ZeroCharacter_IsRefused() => Assert.That(
        () => Files.Replace(At("a\0b"), [1]), Throws.TypeOf<ConcordArgumentException>().With.Message.StartsWith("path contains a zero"));

    [Test]
    public void SyncDirectory_Absent_IsNotFound() => Assert.That(
        () => Files.SyncDirectory(At("absent")), Throws.TypeOf<ConcordNotFoundException>().With.Message.Contains("absent"));

    [Test]
    public void SyncDirectory_There_Succeeds() => Assert.That(() => Files.SyncDirectory(At("")), Throws.Nothing);

    [Test]
    public void IsNetwork_TemporaryFolder_IsFalse() => Assert.That(Files.IsNetwork(At("")), Is.False);

    [Test]
    public void AcquireLock_HeldByAnother_QuotesItsNote()
    {
        using var held = Files.AcquireLock(At("lock"), "indexing by Ada");

        Assert.That(() => Files.AcquireLock(At("lock")), Throws.TypeOf<ConcordLockedException>().With.Message.Contains("indexing by Ada"));
    }

    [Test]
    public void AcquireLock_Released_CanBeTakenAgain()
    {
        Files.AcquireLock(At("lock")).Dispose();

        Assert.That(() => Files.AcquireLock(At("lock")).Dispose(), Throws.Nothing);
    }
}
