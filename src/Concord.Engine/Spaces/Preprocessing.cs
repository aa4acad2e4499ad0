namespace Concord;

/// <summary>What happens to a decoded RGB image before a model sees it. Part of a space's identity.</summary>
/// <param name="Width">Width of the model's input in pixels.</param>
/// <param name="Height">Height of the model's input in pixels.</param>
/// <param name="ResizeShorter">When above 0, the shorter side is scaled to this many pixels and the centre cut out
/// (timm's "Resize 256, CenterCrop 224"); when 0 the whole image is scaled to the input size.</param>
/// <param name="Filter">"bilinear" or "bicubic", both antialiased as in Pillow.</param>
/// <param name="Mpp">Micrometres a pixel the model was made for, or null when it does not say.</param>
/// <param name="Mean">Subtracted from R, G, B in 0..1.</param>
/// <param name="Std">Divides R, G, B afterwards.</param>
public sealed record Preprocessing(
    int Width, int Height, int ResizeShorter, string Filter, double? Mpp, IReadOnlyList<float> Mean, IReadOnlyList<float> Std);
