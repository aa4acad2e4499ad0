using System.Text;

namespace Concord.Indexing;

/// <summary>One record of a table and the line it starts on.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);

/// <summary>Separated values as in RFC 4180: quoted fields may hold separators, doubled quotes and line ends. Empty lines are skipped.</summary>
internal sealed class CsvText
{
    private readonly string _text;
    private readonly char _separator;
    private readonly string _path;
    private int _at;
    private int _line = 1;

    private CsvText(string text, char separator, string path) => (_text, _separator, _path) = (text, separator, path);

    /// <summary>The separator of the header: comma, or else semicolon or tab where it holds no comma.</summary>
    internal static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        if (header.Contains(',')) return ',';
        if (header.Contains(';')) return ';';
        return header.Contains('\t') ? '\t' : ',';
    }

    internal static IReadOnlyList<CsvRecord> Parse(string text, char separator, string path)
    {
        var reader = new CsvText(text, separator, path);
        var records = new List<CsvRecord>();
        while (reader._at < text.Length)
        {
            var record = reader.Record();
            if (record.Fields.Count > 1 || record.Fields[0].Length > 0) records.Add(record);
        }

        return records;
    }

    private CsvRecord Record()
    {
        var line = _line;
        var fields = new List<string>();
        do fields.Add(Field());
        while (Skip(_separator));
        SkipLineEnd();
        return new CsvRecord(line, fields);
    }

    private string Field() => _at < _text.Length && _text[_at] == '"' ? Quoted() : Plain();

    private string Plain()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n')) _at++;
        return _text[start.._at].Trim();
    }

    private string Quoted()
    {
        var opened = _line;
        var value = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"' && !(_at + 1 < _text.Length && _text[_at + 1] == '"')) break;
            if (_text[_at] == '"') _at++;
            if (_text[_at] == '\n') _line++;
            value.Append(_text[_at]);
        }

        if (_at++ >= _text.Length) throw new ConcordArgumentException($"{_path}: line {opened}: a quote is opened and never closed");
        if (_at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n'))
        {
            throw new ConcordArgumentException($"{_path}: line {_line}: text follows a closing quote; a quote inside a field is written twice");
        }

        return value.ToString();
    }

    private bool Skip(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void SkipLineEnd()
    {
        _ = Skip('\r');
        _ = Skip('\n');
        _line++;
    }
}
