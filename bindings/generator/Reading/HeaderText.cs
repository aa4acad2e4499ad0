using System.Text.RegularExpressions;

namespace Concord.Bindings.Reading;

/// <summary>The text of one header, for what CastXML leaves out: comments, macros, names of callback parameters.</summary>
internal sealed partial class HeaderText
{
    private readonly string[] _lines;

    public HeaderText(string name, string text)
    {
        Name = name;
        Text = text.ReplaceLineEndings("\n");
        _lines = Text.Split('\n');
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>The comment that opens the file, or "".</summary>
    public string Opening => Text.StartsWith("/*", StringComparison.Ordinal) ? Clean(Text[..(Text.IndexOf("*/", StringComparison.Ordinal) + 2)]) : "";

    /// <summary>The comment of the declaration on `line` (from 1): behind it on the same line, else directly above it, else "".</summary>
    public string DocOf(int line)
    {
        var behind = Behind(line);
        return behind.Length > 0 ? behind : Above(line);
    }

    /// <summary>The comment directly above `line`, when nothing but the comment stands on its lines.</summary>
    public string Above(int line)
    {
        var last = line - 2;
        if (last < 0 || !_lines[last].TrimEnd().EndsWith("*/", StringComparison.Ordinal)) return "";
        var first = last;
        while (first > 0 && !_lines[first].Contains("/*", StringComparison.Ordinal)) first--;
        var text = string.Join('\n', _lines[first..(last + 1)]);
        return text.TrimStart().StartsWith("/*", StringComparison.Ordinal) ? Clean(text) : "";
    }

    /// <summary>The line (from 1) at or after `from` on which `name` stands as a whole word.</summary>
    public int LineOf(string name, int from)
    {
        var word = new Regex($@"\b{Regex.Escape(name)}\b");
        for (var i = from - 1; i < _lines.Length; i++)
            if (word.IsMatch(_lines[i])) return i + 1;
        throw new GeneratorException($"{Name}: {name} is not found from line {from} on");
    }

    /// <summary>The value of `#define name number`, or null.</summary>
    public int? Macro(string name)
    {
        var match = Regex.Match(Text, $@"^\s*#\s*define\s+{Regex.Escape(name)}\s+(\d+)", RegexOptions.Multiline);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The parameter names of the callback `typedef result (*name)(parameters);`.</summary>
    public IReadOnlyList<string> CallbackParameters(string name)
    {
        var match = Regex.Match(Text, $@"\(\s*\*\s*{Regex.Escape(name)}\s*\)\s*\(([^)]*)\)");
        if (!match.Success) throw new GeneratorException($"{Name}: the parameters of {name} cannot be read");
        return [.. match.Groups[1].Value.Split(',').Select(p => LastWord().Match(p).Value)];
    }

    private string Behind(int line)
    {
        var start = _lines[line - 1].IndexOf("/*", StringComparison.Ordinal);
        if (start <= 0 || _lines[line - 1][..start].Trim().Length == 0) return "";
        var text = _lines[line - 1][start..];
        for (var next = line; !text.Contains("*/", StringComparison.Ordinal); next++) text += "\n" + _lines[next];
        return Clean(text[..(text.IndexOf("*/", StringComparison.Ordinal) + 2)]);
    }

    /// <summary>The words of a comment: lines joined into paragraphs, paragraphs and list items kept apart by a line feed.</summary>
    private static string Clean(string comment)
    {
        var body = comment.Trim()[2..^2];
        var lines = body.Split('\n').Select(l => LeadingStar().Replace(l, "").Trim());
        var text = "";
        var fresh = true;
        foreach (var line in lines)
        {
            if (line.Length == 0) { fresh = true; continue; }
            text += text.Length == 0 ? line : (fresh || ListItem().IsMatch(line) ? "\n" : " ") + line;
            fresh = false;
        }
        return text;
    }

    [GeneratedRegex(@"\w+(?=\W*$)")]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^\s*\*(?!/)\s?")]
    private static partial Regex LeadingStar();

    [GeneratedRegex(@"^\d+\.\s")]
    private static partial Regex ListItem();
}
