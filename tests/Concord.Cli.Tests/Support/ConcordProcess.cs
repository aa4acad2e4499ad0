using System.Diagnostics;

namespace Concord.Cli.Tests.Support;

/// <summary>Runs the built command line as a process, with a data folder of its own.</summary>
internal sealed class ConcordProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _home;

    internal ConcordProcess(string home) => _home = home;

    /// <summary>Of the environment of what is started, beside this process's own.</summary>
    internal Dictionary<string, string> Variables { get; } = [];

    internal static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "concord.exe" : "concord");

    /// <summary>Runs a command to its end.</summary>
    internal Outcome Run(params string[] arguments)
    {
        using var process = Start(arguments);
        return End(process, arguments);
    }

    /// <summary>Runs a command that must succeed, with --json.</summary>
    internal Outcome Succeed(params string[] arguments)
    {
        var outcome = Run([.. arguments, "--json"]);
        Assert.That(outcome.Exit, Is.Zero, outcome.ToString());
        return outcome;
    }

    /// <summary>Runs a command that must fail, with --json, and checks code, exit and that there is a message.</summary>
    internal Outcome Fail(int exit, string code, params string[] arguments)
    {
        var outcome = Run([.. arguments, "--json"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Exit, Is.EqualTo(exit), outcome.ToString());
            Assert.That((string?)outcome.Error["code"], Is.EqualTo(code), outcome.ToString());
            Assert.That((string?)outcome.Error["message"], Is.Not.Empty);
            Assert.That(outcome.Out + outcome.Err, Does.Not.Contain("   at "), "a stack trace reached the user");
        }

        return outcome;
    }

    /// <summary>Starts a command; its output is collected by <see cref="End"/>.</summary>
    internal Process Start(params string[] arguments)
    {
        var process = StartTalking(arguments);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts a command that reads its stdin.</summary>
    internal Process StartTalking(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["CONCORD_HOME"] = _home;
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        start.Environment.Remove("CONCORD_DEBUG");
        return Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
    }

    internal static Outcome End(Process process, params string[] arguments)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"concord {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return new Outcome($"concord {string.Join(' ', arguments)}", process.ExitCode, output.Result, errors.Result);
    }
}
