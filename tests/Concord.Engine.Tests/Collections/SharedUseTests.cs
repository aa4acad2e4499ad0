using System.Diagnostics;
using System.Runtime.Versioning;

namespace Concord.Tests;

/// <summary>Several handles and processes on one collection, and places where nothing can be written.</summary>
internal sealed class SharedUseTests : CollectionFixture
{
    [Test]
    public void Open_WriterInAnotherProcess_IsLockedUntilItIsKilled()
    {
        Create().Dispose();
        using var child = new ChildProcess("hold", Path);
        Assert.That(child.Line(), Is.EqualTo("held"));
        Assert.That(() => Open(), Throws.TypeOf<ConcordLockedException>());
        Assert.That(() => Collection.Delete(Path), Throws.TypeOf<ConcordLockedException>());
        using (var reader = Open(CollectionAccess.Read)) Assert.That(reader.Info().Tiles, Is.Zero);
        child.Kill();
        using var writer = Open();
        Assert.That(writer.Access, Is.EqualTo(CollectionAccess.Write));
    }

    [Test]
    public void Read_WriterInTheMiddleOfACommit_SeesTheStateBefore()
    {
        using (var collection = Create()) Add(collection, Slide("a"), 3);
        using var reader = Open(CollectionAccess.Read);
        using var catalog = CatalogConnection.OpenWriter(System.IO.Path.Combine(Path, "catalog.db"));
        using (var change = new CatalogTransaction(catalog))
        {
            new SlideEdits(change).Remove(new SlideEdits(change).Find("a")!.Id);
            Assert.That(reader.Search(reader.Space(), Request(new float[Dimension])).Hits, Has.Count.EqualTo(3));
            change.Commit();
        }
        Assert.That(reader.Search(reader.Space(), Request(new float[Dimension])).Hits, Is.Empty);
    }

    [Test]
    public void Search_WhileAWriterWorks_EveryAnswerIsSomeCommittedState()
    {
        using var writer = Create();
        using var reader = Open(CollectionAccess.Read);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 30; i++)
            {
                Add(writer, Slide($"s{i}"), 4, i);
                if (i % 6 == 5) writer.Compact();
                if (i % 7 == 6) writer.DeleteSlides([$"s{i - 3}"]);
            }
        });
        while (!writing.IsCompleted)
        {
            var hits = reader.Search(reader.Space(), Request(new float[Dimension], 1000)).Hits;
            Assert.That(hits.GroupBy(h => h.Slide).Select(g => g.Count()), Has.All.EqualTo(4));
        }
        writing.GetAwaiter().GetResult();
        Assert.That(writer.Verify().Problems, Is.Empty);
    }

    [Test, Platform("Linux"), UnsupportedOSPlatform("windows")]
    public void Open_ReadOnlyFolder_CanBeSearched()
    {
        using (var collection = Create()) Add(collection, Slide("a"), 3);
        Assert.That(CountAsNobody(), Is.EqualTo("3 1"));
    }

    [Test, Platform("Linux"), UnsupportedOSPlatform("windows")]
    public void Open_ReadOnlyFolderWithUnfinishedLog_SaysWhatToDo()
    {
        using (var collection = Create())
        {
            Add(collection, Slide("a"), 3);
            var log = System.IO.Path.Combine(Path, "catalog.db-wal");
            File.Copy(log, log + ".kept");
        }
        File.Move(System.IO.Path.Combine(Path, "catalog.db-wal.kept"), System.IO.Path.Combine(Path, "catalog.db-wal"));
        Assert.That(CountAsNobody(), Does.StartWith("IoError").And.Contains("catalog.db-wal"));
    }

    /// <summary>Counts tiles in a process that may read the collection but write nothing. Root may write anywhere, so it becomes nobody first.</summary>
    [UnsupportedOSPlatform("windows")]
    private string? CountAsNobody()
    {
        var root = new DirectoryInfo(System.IO.Path.GetDirectoryName(Path)!);
        foreach (var entry in root.GetFileSystemInfos("*", SearchOption.AllDirectories).Append(root))
            File.SetUnixFileMode(entry.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        try
        {
            string[] host = ["dotnet", typeof(CrashScript).Assembly.Location, "count", Path];
            string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. host] : host;
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
            start.Environment["HOME"] = "/tmp";
            using var process = Process.Start(start)!;
            return process.StandardOutput.ReadLine();
        }
        finally
        {
            foreach (var folder in root.GetDirectories("*", SearchOption.AllDirectories).Append(root))
                File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
