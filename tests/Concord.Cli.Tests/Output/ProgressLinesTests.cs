using Concord.Cli.Output;

namespace Concord.Cli.Tests.Output;

[TestFixture]
internal sealed class ProgressLinesTests
{
    [Test]
    public void Show_AThousandTimesWithinASecond_PrintsFewLines()
    {
        var time = new Clock();
        var lines = Lines(time, (view, i) =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            view.Show("indexing", i, 1000);
        });

        Assert.That(lines, Has.Length.EqualTo(2), "the first and the last");
    }

    [Test]
    public void Show_OverAMinute_PrintsATenthAtATimeWithPaceAndTimeLeft()
    {
        var time = new Clock();
        var lines = Lines(time, (view, i) =>
        {
            time.Advance(TimeSpan.FromMilliseconds(60));
            view.Show("indexing", i, 1000);
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Length.EqualTo(11));
            Assert.That(lines[0], Is.EqualTo("indexing: 1000 tiles"));
            Assert.That(lines[5], Is.EqualTo("indexing: 500/1000 tiles, 16.7 tiles/s, 0:30 left"));
        }
    }

    private static string[] Lines(Clock time, Action<ProgressLines, int> show)
    {
        using var writer = new StringWriter();
        using var view = new ProgressLines(writer, "tiles", time);
        for (var i = 0; i <= 1000; i++) show(view, i);
        return writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        internal void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
