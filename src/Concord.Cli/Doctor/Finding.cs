namespace Concord.Cli.Doctor;

/// <summary>How one check of the doctor came out.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>One line of the doctor: what was looked at, what was found, and what to do when it is not well.</summary>
internal sealed record Finding(string Check, Verdict Verdict, string Found, string? Advice = null)
{
    internal static Finding Ok(string check, string found) => new(check, Verdict.Ok, found);

    internal static Finding Warn(string check, string found, string advice) => new(check, Verdict.Warn, found, advice);

    internal static Finding Fail(string check, string found, string advice) => new(check, Verdict.Fail, found, advice);

    /// <summary>Runs a check; one that throws has failed, and the others still run.</summary>
    internal static Finding Try(string check, Func<Finding> look, string advice)
    {
        try
        {
            return look();
        }
        catch (Exception failure)
        {
            var cause = failure is TypeInitializationException { InnerException: { } inner } ? inner : failure;
            return Fail(check, cause.Message, advice);
        }
    }
}
