namespace Concord.Protocol;

/// <summary>The methods by which another process reads slides for this one, be it a worker or a plugin's. What else they are asked has its names beside this.</summary>
public static class SlideCalls
{
    /// <summary>First, and once.</summary>
    public const string Hello = "hello";

    /// <summary>{path}: whether it is a slide.</summary>
    public const string Recognise = "recognise";

    /// <summary>{path}: levels and resolution of a slide, which is open from then on.</summary>
    public const string Open = "open";

    /// <summary>{level, x, y, width, height}: pixels, of which more than <see cref="PieceBytes"/> is fetched by <see cref="Rest"/>.</summary>
    public const string Region = "region";

    /// <summary>{offset}: more of the pixels last asked for.</summary>
    public const string Rest = "rest";

    /// <summary>The end of what was opened.</summary>
    public const string Close = "close";

    /// <summary>Most bytes of pixels in one answer: half of what a frame may hold.</summary>
    public const int PieceBytes = 8 * 1024 * 1024;
}
