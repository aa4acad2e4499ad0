using System.Text;

namespace Concord;

/// <summary>Cuts a condition into tokens.</summary>
internal static class Tokenizer
{
    internal static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; ;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            tokens.Add(Next(text, ref at));
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        if (text[at] is '"' or '\'') return new Token(TokenKind.Quoted, Quoted(text, ref at), start + 1);
        if (IsOfWord(text[at]))
        {
            while (at < text.Length && IsOfWord(text[at])) at++;
            return new Token(TokenKind.Word, text[start..at], start + 1);
        }
        var sign = text.AsSpan(at) switch
        {
            ['!', '=', ..] => "!=",
            ['<', '>', ..] => "<>",
            ['=', '=', ..] => "==",
            ['=' or '(' or ')' or ',', ..] => text[at].ToString(),
            _ => throw new ConcordArgumentException($"The condition has '{text[at]}' at position {at + 1}, which means nothing there. Put values with such characters in quotes."),
        };
        at += sign.Length;
        return new Token(TokenKind.Sign, sign, start + 1);
    }

    /// <summary>Text in single or double quotes; a doubled quote stands for itself.</summary>
    private static string Quoted(string text, ref int at)
    {
        var (quote, start) = (text[at], at++);
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] != quote) value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == quote) value.Append(text[at++]);
            else
            {
                at++;
                return value.ToString();
            }
        }
        throw new ConcordArgumentException($"The condition has a quote at position {start + 1} that never ends.");
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || "_-.:/+%*#@".Contains(c);
}
