namespace Concord.Interop.Tests;

internal sealed class NativeStatusTests
{
    private static IEnumerable<NativeStatusCode> Failures => Enum.GetValues<NativeStatusCode>().Where(c => c != NativeStatusCode.Ok);

    [Test]
    public void ThrowIfFailed_Ok_DoesNotThrow() => Assert.That(() => NativeStatus.ThrowIfFailed(0), Throws.Nothing);

    [TestCaseSource(nameof(Failures))]
    public void ToException_EveryCode_CarriesCodeAndText(NativeStatusCode code)
    {
        var exception = NativeStatus.ToException((int)code, "the text");

        Assert.That(exception.Message, Is.EqualTo("the text"));
        if (code == NativeStatusCode.Cancelled) Assert.That(exception, Is.InstanceOf<OperationCanceledException>());
        else Assert.That(((ConcordException)exception).Code, Is.EqualTo((ConcordErrorCode)code));
    }

    [Test]
    public void ToException_UnknownCode_IsInternalAndNamesIt()
    {
        var exception = (ConcordException)NativeStatus.ToException(99, "the text");

        Assert.That(exception.Code, Is.EqualTo(ConcordErrorCode.Internal));
        Assert.That(exception.Message, Does.Contain("99").And.Contain("the text"));
    }
}
