using NetVips;

namespace Concord;

/// <summary>
/// libvips, set up once for the process: one thread an image (the pipeline has its own workers), no operation cache (no image is
/// asked for twice), and none of the loaders that libvips itself marks as unfit for untrusted files.
/// </summary>
internal static class Vips
{
    private static readonly Lazy<bool> Ready = new(SetUp);

    internal static void EnsureReady() => _ = Ready.Value;

    private static bool SetUp()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new ConcordUnsupportedException("the image library libvips cannot be loaded", ModuleInitializer.Exception);
        }

        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        Cache.Max = 0;
        // What is wrong with a file is told by exception; without this, libvips also prints it to standard error.
        _ = Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        return true;
    }
}
