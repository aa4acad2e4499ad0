namespace Concord;

/// <summary>A word, quoted text or sign of a condition. Position counts characters from 1.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    internal bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;
}

internal enum TokenKind
{
    Word,
    Quoted,
    Sign,
    End,
}
