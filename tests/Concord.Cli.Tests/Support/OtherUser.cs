using System.Diagnostics;

namespace Concord.Cli.Tests.Support;

/// <summary>Somebody else on the same machine: a process of the user nobody, started by root.</summary>
internal static class OtherUser
{
    private const string Id = "65534";

    private static readonly string[] SetPriv = ["/usr/bin/setpriv", "/bin/setpriv"];

    internal static void Require()
    {
        if (Environment.UserName != "root" || !SetPriv.Any(File.Exists) || !File.Exists("/usr/bin/perl")) Assert.Ignore("SKIPPED: another user is played by root alone, with setpriv and perl");
    }

    /// <summary>Runs a script of the shell as that user; what it printed to standard output.</summary>
    internal static string Sh(string script, params string[] arguments) => Run(asOther: true, "/bin/sh", ["-c", script, "attack", .. arguments]);

    /// <summary>The same as the one whom it is tried against: shows that the attempt itself is a right one.</summary>
    internal static string OwnSh(string script, params string[] arguments) => Run(asOther: false, "/bin/sh", ["-c", script, "attack", .. arguments]);

    internal static Process Start(string program, params string[] arguments) => Process.Start(Description(asOther: true, program, arguments))!;

    private static string Run(bool asOther, string program, string[] arguments)
    {
        using var process = Process.Start(Description(asOther, program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TestContext.Out.WriteLine(errors.Result);
        return output.Trim();
    }

    private static ProcessStartInfo Description(bool asOther, string program, string[] arguments)
    {
        string[] whole = asOther ? [SetPriv.First(File.Exists), $"--reuid={Id}", $"--regid={Id}", "--clear-groups", program, .. arguments] : [program, .. arguments];
        return new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
    }
}
