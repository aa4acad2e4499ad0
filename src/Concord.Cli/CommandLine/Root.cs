using System.CommandLine;
using Concord.Cli.Verbs;

namespace Concord.Cli.CommandLine;

/// <summary>The tree of commands.</summary>
internal static class Root
{
    internal static RootCommand Create()
    {
        var root = new RootCommand("Concord: find histopathology images that look alike, with their labels and linked radiology. For research, not for diagnosis.")
        {
            new DemoVerb(),
            new IndexVerb { new IndexRadiologyVerb() },
            new ImportVerb(),
            new SearchVerb(),
            new EvaluateVerb(),
            new LinkVerb(),
            new ServeVerb(),
            new FiguresVerb(),
            new Command("collection", "Create, list, check, compact, link and delete collections")
            {
                new CollectionCreateVerb(),
                new CollectionListVerb(),
                new CollectionInfoVerb(),
                new CollectionVerifyVerb(),
                new CollectionCompactVerb(),
                new CollectionLinkVerb(),
                new CollectionDeleteVerb(),
            },
            new Command("model", "List, show, add and verify models")
            {
                new ModelListVerb(),
                new ModelInfoVerb(),
                new ModelAddVerb(),
                new ModelVerifyVerb(),
            },
            new Command("plugin", "List, allow, verify, remove and begin plugins")
            {
                new PluginListVerb(),
                new PluginAllowVerb(),
                new PluginVerifyVerb(),
                new PluginRemoveVerb(),
                new PluginNewVerb(),
            },
            new Command("adapter", "Train, apply, list and export adapters: networks that learn from labels what is alike")
            {
                new AdapterTrainVerb(),
                new AdapterApplyVerb(),
                new AdapterListVerb(),
                new AdapterExportVerb(),
            },
            new McpVerb(),
            new DoctorVerb(),
            new Command("bench", "Measure this machine")
            {
                new BenchEmbedVerb(),
                new BenchDecodeVerb(),
                new BenchPipeVerb(),
                new BenchStainVerb(),
                new BenchAdapterVerb(),
                new BenchCollectionVerb(),
                new BenchSlidesVerb(),
                new BenchNativeVerb("index", "Measure search, beside FAISS"),
                new BenchNativeVerb("pool", "Measure pooling, beside the same in separate passes"),
                new BenchPreprocessVerb(),
                new BenchNativeVerb("slide", "Measure slide distances and heatmaps, beside OpenBLAS"),
            },
        };
        root.Add(CommonOptions.Json);
        return root;
    }
}
