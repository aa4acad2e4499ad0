namespace Concord;

/// <summary>Reads the "preprocessing" object of model.json.</summary>
internal static class PreprocessingReader
{
    private static readonly string[] Filters = ["bilinear", "bicubic"];

    internal static Preprocessing Read(JsonFields fields)
    {
        var read = new Preprocessing(
            fields.Integer("width", 1, 8192),
            fields.Integer("height", 1, 8192),
            fields.OptionalInteger("resize_shorter", 0, 8192) ?? 0,
            fields.OneOf("filter", Filters),
            fields.OptionalNumber("mpp"),
            fields.Three("mean"),
            fields.Three("std"));
        if (read.Std.Any(s => s <= 0)) throw fields.Wrong("std", "each value must be above 0");
        if (read.Mpp is <= 0) throw fields.Wrong("mpp", "it must be above 0");
        if (read.ResizeShorter > 0 && read.ResizeShorter < Math.Max(read.Width, read.Height))
        {
            throw fields.Wrong("resize_shorter", $"{read.ResizeShorter} is less than the {read.Width} x {read.Height} that are cut out");
        }

        fields.RefuseOthers();
        return read;
    }
}
