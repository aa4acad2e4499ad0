using System.Globalization;
using System.Net;
using System.Text;

namespace Concord.Study;

/// <summary>Builds HTML. Every value put into a line is escaped; only the text of the program itself is markup.</summary>
internal sealed class HtmlText : IFormatProvider, ICustomFormatter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line, its values escaped and formatted without regard to the machine's language.</summary>
    internal HtmlText Line(FormattableString line)
    {
        _text.AppendLine(line.ToString(this));
        return this;
    }

    /// <summary>Adds text that is markup already.</summary>
    internal HtmlText Markup(string markup)
    {
        _text.AppendLine(markup);
        return this;
    }

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        var plain = arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "";
        return WebUtility.HtmlEncode(plain);
    }

    public override string ToString() => _text.ToString();
}
