using System.CommandLine;

namespace Concord.Cli.CommandLine;

/// <summary>Options that every command has.</summary>
internal static class CommonOptions
{
    internal static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on stdout; logs and progress go to stderr",
        Recursive = true,
    };
}
