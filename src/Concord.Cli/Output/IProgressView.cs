namespace Concord.Cli.Output;

/// <summary>Shows how far a long command has come. May be called from any thread, as often as the work likes.</summary>
internal interface IProgressView : IDisposable
{
    /// <summary>Sets what is being done and how far: <paramref name="done"/> of <paramref name="total"/>; a total of 0 is not known yet.</summary>
    void Show(string doing, long done, long total);
}
