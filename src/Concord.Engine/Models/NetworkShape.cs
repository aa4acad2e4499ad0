using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>Compares what a network announces with what its manifest says, before anything is run.</summary>
internal static class NetworkShape
{
    /// <summary>The input's name, and the batch it is fixed to, if it is.</summary>
    internal static (string Name, int? FixedBatch) Input(Model model, InferenceSession session)
    {
        var name = model.Manifest.InputName ?? OnlyInput(model, session);
        if (!session.InputMetadata.TryGetValue(name, out var input)) throw Wrong(model, $"it has no input \"{name}\"; it has {List(session.InputMetadata)}");
        if (input.ElementType != typeof(float)) throw Wrong(model, $"its input \"{name}\" takes {input.ElementType?.Name ?? "no tensor"}; float32 is needed");
        var wanted = (model.Manifest.Preprocessing.Height, model.Manifest.Preprocessing.Width);
        var axes = input.Dimensions;
        var fits = axes.Length == 4 && Fits(axes[1], 3) && Fits(axes[2], wanted.Height) && Fits(axes[3], wanted.Width);
        if (!fits) throw Wrong(model, $"its input \"{name}\" is {Text(axes)}, but model.json gives [n, 3, {wanted.Height}, {wanted.Width}]");
        return (name, axes[0] > 0 ? axes[0] : null);
    }

    internal static void CheckOutput(Model model, InferenceSession session)
    {
        var manifest = model.Manifest;
        var name = manifest.OutputName;
        if (!session.OutputMetadata.TryGetValue(name, out var output))
        {
            throw Wrong(model, $"it has no output \"{name}\", which model.json names; it has {List(session.OutputMetadata)}");
        }

        var axes = output.Dimensions;
        // ONNX may leave the shape of an output open; then the first run tells.
        if (axes is null || axes.Length == 0) return;
        var channelAxis = OutputKinds.ChannelAxis(manifest.OutputKind);
        var fits = axes.Length == OutputKinds.Rank(manifest.OutputKind) && (manifest.Channels is not { } c || Fits(axes[channelAxis], c));
        if (!fits)
        {
            throw Wrong(model, $"its output \"{name}\" is {Text(axes)}, but model.json says {manifest.OutputKind}, so "
                + OutputKinds.Shape(manifest.OutputKind, manifest.Channels));
        }
    }

    private static string OnlyInput(Model model, InferenceSession session) => session.InputMetadata.Count == 1
        ? session.InputMetadata.Keys.First()
        : throw Wrong(model, $"it has {session.InputMetadata.Count} inputs ({List(session.InputMetadata)}); model.json must give input_name");

    private static bool Fits(int axis, int wanted) => axis <= 0 || axis == wanted;

    private static string Text(int[] axes) => $"[{string.Join(", ", axes.Select(a => a > 0 ? $"{a}" : "?"))}]";

    private static string List(IReadOnlyDictionary<string, NodeMetadata> nodes) => string.Join(", ", nodes.Keys.Order(StringComparer.Ordinal));

    private static ConcordArgumentException Wrong(Model model, string what) => new($"model {model.Manifest.Id}, {model.NetworkPath}: {what}");
}
