namespace Concord.Interop;

/// <summary>Training and applying adapters in the core; see concord/adapter.h for the layout of the weights.</summary>
internal static unsafe class Adapters
{
    internal static NativeAdapterShape Shape(int architecture, int input, int hidden, int dimension, int classes)
    {
        var shape = Native.AdapterShapeInit();
        (shape.Architecture, shape.Input, shape.Hidden, shape.Dimension, shape.Classes) = (architecture, input, hidden, dimension, classes);
        return shape;
    }

    internal static long WeightCount(in NativeAdapterShape shape)
    {
        long count = 0;
        Native.AdapterWeightCount(shape, &count);
        return count;
    }

    /// <summary>
    /// Trains; returns the weights. The arrays of one number an epoch may be empty; those of validation need rows to measure. An exception of
    /// `progress` stops the training and comes out.
    /// </summary>
    internal static float[] Train(
        in NativeAdapterShape shape, NativeAdapterOptions options, ReadOnlySpan<float> vectors, ReadOnlySpan<int> labels, ReadOnlySpan<float> validation,
        ReadOnlySpan<int> validationLabels, ReadOnlySpan<float> classWeights, Span<double> loss, Span<double> validationLoss, Span<double> validationAccuracy,
        ProgressReport? progress, CancellationToken token)
    {
        Interop.Shape.Length(vectors.Length, Interop.Shape.Product(nameof(vectors), labels.Length, shape.Input), nameof(vectors), $"{labels.Length} x {shape.Input}");
        Interop.Shape.Length(validation.Length, Interop.Shape.Product(nameof(validation), validationLabels.Length, shape.Input), nameof(validation), $"{validationLabels.Length} x {shape.Input}");
        if (classWeights.Length > 0) Interop.Shape.Length(classWeights.Length, shape.Classes, nameof(classWeights), "classes");
        foreach (var length in (ReadOnlySpan<int>)[loss.Length, validationLoss.Length, validationAccuracy.Length])
            if (length > 0) Interop.Shape.Length(length, options.Epochs, nameof(loss), "epochs");
        var weights = new float[WeightCount(shape)];
        using var call = new LongCall(progress, token);
        using var cancelUse = new HandleUse(call.Cancel);
        options.Cancel = cancelUse.Address;
        try
        {
            fixed (float* x = vectors, v = validation, c = classWeights, w = weights)
            fixed (int* y = labels, u = validationLabels)
            fixed (double* l = loss, vl = validationLoss, va = validationAccuracy)
                Native.AdapterTrain(x, y, labels.Length, v, u, validationLabels.Length, c, shape, options, call.Progress, call.State, w, l, vl, va);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }

        call.Finish();
        return weights;
    }

    /// <summary>Adapts vectors; on a device within the error of float32 sums. threads: of the processor, 0 = all cores.</summary>
    internal static float[] Apply(
        in NativeAdapterShape shape, ReadOnlySpan<float> weights, ReadOnlySpan<float> vectors, int threads, Device? device, CancellationToken token)
    {
        var n = Interop.Shape.Rows(vectors.Length, shape.Input, nameof(vectors));
        var embeddings = new float[Interop.Shape.Product("embeddings", n, shape.Dimension)];
        using var call = new LongCall(null, token);
        try
        {
            fixed (float* w = weights, x = vectors, to = embeddings)
            {
                if (device is null) Native.AdapterApply(w, weights.Length, shape, x, n, threads, call.Cancel, to);
                else Native.DeviceAdapterApply(device.Handle, w, weights.Length, shape, x, n, call.Cancel, to);
            }
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }

        return embeddings;
    }
}
