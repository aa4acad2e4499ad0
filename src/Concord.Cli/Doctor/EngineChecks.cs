using System.Diagnostics;

namespace Concord.Cli.Doctor;

/// <summary>The native library, FAISS, libvips and the models.</summary>
internal static class EngineChecks
{
    private const string Rebuild = "Build again: ./setup.sh, then delete build/launcher.stamp and start ./concord.";

    internal static IEnumerable<Finding> All()
    {
        yield return Finding.Ok("concord", EngineInfo.Version);
        yield return Finding.Try("native library", Native, Rebuild);
        yield return Finding.Try("instruction set", () => Finding.Ok("instruction set", EngineInfo.SimdLevel), Rebuild);
        yield return Finding.Try("faiss", () => Finding.Ok("faiss", EngineInfo.FaissVersion), Rebuild);
        yield return Finding.Try("openslide", WholeSlides, "Install OpenSlide (Debian and Ubuntu: apt-get install libopenslide0) to read whole slides.");
        yield return Finding.Try("slide worker", Worker, "Install it again, complete: concord-worker lies beside concord. Without it slides are read with --no-isolation alone.");
        yield return Finding.Try("libvips", Images, "Build again; on another system than linux-x64 install libvips.");
    }

    private static Finding Native()
    {
        var version = EngineInfo.NativeVersion; // Loads it.
        return Finding.Ok("native library", $"{version}, ABI {EngineInfo.AbiVersion}, {Where("concord")}");
    }

    private static Finding WholeSlides() => SlideReaders.OpenSlideVersion is { } version
        ? Finding.Ok("openslide", version)
        : Finding.Fail("openslide", "not found: whole slides cannot be read, images can", "Install it (Debian and Ubuntu: apt-get install libopenslide0).");

    /// <summary>Starts it and has it answer.</summary>
    private static Finding Worker()
    {
        using var workers = new SlideWorkers(SlideWorkerOptions.Default, ImageLimits.Default);
        workers.GiveBack(workers.Take());
        return Finding.Ok("slide worker", SlideWorkerOptions.Default.FindProgram());
    }

    /// <summary>Decodes what it encodes: an answer from libvips itself, not from its file name.</summary>
    private static Finding Images()
    {
        var encoded = ImageFile.EncodePng(new RgbImage(2, 2, new byte[12]));
        return encoded.Length > 0
            ? Finding.Ok("libvips", $"{NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}, {Where("vips")}")
            : Finding.Fail("libvips", "it wrote an empty image", Rebuild);
    }

    private static string Where(string library)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("lib" + library, StringComparison.Ordinal)) ?? "linked in";
    }
}
