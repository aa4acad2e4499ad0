using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Tests;

internal sealed class NativeBenchTests
{
    [Test]
    public void Parse_FiguresAndNulls_BecomeResults()
    {
        var results = NativeBench.Parse(
            """{"results":[{"name":"pool.average","ours":2.5,"peer":10,"ratio":4,"ceiling":null,"share_of_ceiling":null,"unit":"ms"}]}""");

        Assert.That(results, Is.EqualTo(new[] { new EmbedBenchResult("pool.average", 2.5, 10, 4, null, null, "ms") }));
    }

    [Test]
    public void Run_ProgramThatWasNotBuilt_TellsHowToBuildIt() => Assert.That(
        () => NativeBench.Run("of-nothing", [], CancellationToken.None),
        Throws.TypeOf<FileNotFoundException>().With.Message.Contains("--target concord_bench_of-nothing"));
}
