using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Mcp;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Cli.Service;

namespace Concord.Cli.Verbs;

/// <summary><c>mcp</c>: search tools for a language model, over stdin and stdout.</summary>
internal sealed class McpVerb : Verb
{
    private readonly Option<string[]> _collections = new("--collection") { Description = "A collection that may be searched; may be repeated (default: all of yours)", HelpName = "NAME" };
    private readonly Option<string[]> _roots = new("--root") { Description = "A folder whose images and slides may be searched for; may be repeated (default: none)", HelpName = "DIR" };
    private readonly Option<string?> _model = new("--model") { Description = "Where the model of the collections lies, when it is not in your store", HelpName = "DIR" };
    private readonly Option<bool> _paths = new("--with-paths") { Description = "Answer with patients' names and files' paths as they are" };

    internal McpVerb()
        : base("mcp", "Serve search tools to a language model (Model Context Protocol over stdin and stdout)")
    {
        foreach (var option in new Option[] { _collections, _roots, _model, _paths }) Add(option);
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var named = parsed.GetValue(_collections) ?? [];
        foreach (var name in named) Collections.Read(name).Dispose();
        var files = new AllowedFiles(parsed.GetValue(_roots) ?? []);
        using var collections = new AllowedCollections(named, "list_collections");
        using var plugins = LoadedPlugins.OnDemand();
        using var models = new ServedModels(parsed.GetValue(_model), (id, metric, cancel) => PluginModel.Open(plugins, id, metric, cancel: cancel));
        using var slides = new IsolatedSlides(plugins);
        var tools = new SearchTools(collections, files, models, slides, parsed.GetValue(_paths));
        Console.Error.WriteLine($"concord mcp: serving {collections.All().Count} collections{(files.Roots.Count > 0 ? "" : "; no --root, so no images from outside")}.");
        SearchServer.Run(tools, files.Roots.Count > 0, session.Cancel).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }
}
