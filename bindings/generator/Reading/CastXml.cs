using System.ComponentModel;
using System.Diagnostics;
using System.Xml.Linq;

namespace Concord.Bindings.Reading;

/// <summary>Runs CastXML, which describes a header as the compiler sees it.</summary>
internal static class CastXml
{
    /// <summary>Describes `header` (relative to `includes`), as C11.</summary>
    public static XDocument Describe(string includes, string header)
    {
        var output = Path.GetTempFileName();
        try
        {
            Run(["--castxml-output=1", "-x", "c", "-std=c11", "-I", includes, "-o", output, Path.Combine(includes, header)]);
            return XDocument.Load(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static void Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("castxml", arguments) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new GeneratorException($"castxml refused the header:\n{errors}");
        }
        catch (Win32Exception)
        {
            throw new GeneratorException("castxml is not installed; run ./setup.sh");
        }
    }
}
