using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace Concord;

/// <summary>Opens a session on exactly the bytes that were hashed.</summary>
internal static class NetworkLoader
{
    internal static InferenceSession Open(Model model, int intraOpThreads, Accelerator? accelerator)
    {
        OnnxRuntimeQuiet.Ensure();
        using var options = Options(intraOpThreads);
        if (DeviceSession.Serves(accelerator)) DeviceSession.Append(options, accelerator!);
        try
        {
            return Session(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ConcordArgumentException($"{model.NetworkPath}: ONNX Runtime cannot load it: {FirstLine(e)}", e);
        }
    }

    internal static string FirstLine(OnnxRuntimeException e) => e.Message.Split('\n')[0].Trim();

    private static SessionOptions Options(int intraOpThreads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = intraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Threads that spin while they wait would take the cores that decoding needs.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static InferenceSession Session(Model model, SessionOptions options)
    {
        if (model.IsBuiltIn) return new InferenceSession(model.InMemory.ToArray(), options);
        var bytes = File.ReadAllBytes(model.NetworkPath);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (sha256 == model.WeightsSha256) return new InferenceSession(bytes, options);
        // Several files have one hash for all. External data is found by path, so it is hashed and then opened; the store's folder is
        // its owner's alone.
        var all = HashOfAll(model);
        if (all != model.WeightsSha256) throw Changed(model, all);
        return new InferenceSession(model.NetworkPath, options);
    }

    private static string HashOfAll(Model model)
    {
        try
        {
            return ModelFiles.Find(model.Folder, model.Manifest).Hash().Weights;
        }
        catch (ConcordException e)
        {
            throw Changed(model, "unknown", e);
        }
    }

    private static ConcordCorruptException Changed(Model model, string actual, Exception? inner = null) =>
        new($"{model.NetworkPath}: its SHA-256 is {actual}, but {model.WeightsSha256} is recorded; add the model again", inner);
}
