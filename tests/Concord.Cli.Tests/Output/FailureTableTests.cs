using Concord.Cli.CommandLine;
using Concord.Cli.Output;

namespace Concord.Cli.Tests.Output;

[TestFixture]
internal sealed class FailureTableTests
{
    private static readonly ConcordErrorCode[] Codes = Enum.GetValues<ConcordErrorCode>();

    [TestCaseSource(nameof(Codes))]
    public void Describe_EveryCodeOfTheEngine_IsInTheTable(ConcordErrorCode code)
    {
        var failure = FailureTable.Describe(new ConcordException(code, "text"));

        Assert.That(FailureTable.Codes, Does.ContainKey(failure.Code));
    }

    [TestCase(ConcordErrorCode.BadArgument, 2)]
    [TestCase(ConcordErrorCode.NotFound, 3)]
    [TestCase(ConcordErrorCode.Locked, 4)]
    [TestCase(ConcordErrorCode.Corrupt, 5)]
    [TestCase(ConcordErrorCode.DiskFull, 1)]
    [TestCase(ConcordErrorCode.NewerFormat, 1)]
    public void Describe_ACode_HasItsExitCode(ConcordErrorCode code, int exit) =>
        Assert.That((int)FailureTable.Describe(new ConcordException(code, "text")).Exit, Is.EqualTo(exit));

    [Test]
    public void Describe_Cancellation_Is130() =>
        Assert.That(FailureTable.Describe(new OperationCanceledException()).Exit, Is.EqualTo(ExitCode.Cancelled));

    [Test]
    public void Describe_AnArgumentException_HidesTheNameOfTheVariable() =>
        Assert.That(FailureTable.Describe(new ArgumentException("It is empty.", "path")).Message, Is.EqualTo("It is empty."));
}
