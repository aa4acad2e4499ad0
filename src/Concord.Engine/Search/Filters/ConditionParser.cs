namespace Concord;

/// <summary>
/// Reads a condition: name = value, !=, like, in (a, b), not like, not in; and, or, not, parentheses. Values and names are words or
/// quoted text. docs/catalog.md gives the grammar.
/// </summary>
internal sealed class ConditionParser
{
    private const int LongestText = 1 << 20, MostComparisons = 500, DeepestNesting = 50;

    private readonly List<Token> _tokens;
    private int _at, _depth, _comparisons;

    private ConditionParser(List<Token> tokens) => _tokens = tokens;

    private Token Here => _tokens[_at];

    internal static Condition Parse(string text)
    {
        if (text.Length > LongestText) throw new ConcordArgumentException($"The condition has {text.Length} characters; {LongestText} are the most.");
        var parser = new ConditionParser(Tokenizer.Cut(text));
        var condition = parser.Or();
        return parser.Here.Kind == TokenKind.End ? condition : throw parser.Expected("'and', 'or' or the end");
    }

    private Condition Or()
    {
        var parts = new List<Condition> { And() };
        while (TakeWord("or")) parts.Add(And());
        return parts.Count == 1 ? parts[0] : new AnyOf(parts);
    }

    private Condition And()
    {
        var parts = new List<Condition> { Not() };
        while (TakeWord("and")) parts.Add(Not());
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition Not()
    {
        if (++_depth > DeepestNesting) throw new ConcordArgumentException($"The condition is nested more than {DeepestNesting} deep.");
        var condition = TakeWord("not") ? new NotThat(Not()) : Primary();
        _depth--;
        return condition;
    }

    private Condition Primary()
    {
        if (!TakeSign("(")) return Comparison();
        var inner = Or();
        return TakeSign(")") ? inner : throw Expected("')'");
    }

    private Condition Comparison()
    {
        if (++_comparisons > MostComparisons)
            throw new ConcordArgumentException($"The condition has more than {MostComparisons} comparisons; use in (…) for long lists.");
        var name = Text("the name of a label, or patient, case, slide, centre or split");
        if (TakeSign("=") || TakeSign("==")) return new Comparison(name, ComparisonKind.Equal, [Text("a value")]);
        if (TakeSign("!=") || TakeSign("<>")) return new Comparison(name, ComparisonKind.NotEqual, [Text("a value")]);
        var negated = TakeWord("not");
        Condition comparison =
            TakeWord("like") ? new Comparison(name, ComparisonKind.Like, [Text("a pattern")])
            : TakeWord("in") ? new Comparison(name, ComparisonKind.In, List())
            : throw Expected($"=, !=, like or in behind '{name}'");
        return negated ? new NotThat(comparison) : comparison;
    }

    private List<string> List()
    {
        if (!TakeSign("(")) throw Expected("'(' behind in");
        var values = new List<string>();
        do values.Add(Text("a value")); while (TakeSign(","));
        return TakeSign(")") ? values : throw Expected("',' or ')'");
    }

    private string Text(string what)
    {
        if (Here.Kind is not (TokenKind.Word or TokenKind.Quoted)) throw Expected(what);
        return _tokens[_at++].Text;
    }

    private bool TakeWord(string word)
    {
        if (!Here.IsWord(word)) return false;
        _at++;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (!Here.IsSign(sign)) return false;
        _at++;
        return true;
    }

    private ConcordArgumentException Expected(string what) => new(
        $"The condition needs {what} at position {Here.Position}" + (Here.Kind == TokenKind.End ? ", where it ends." : $", not '{Here.Text}'."));
}
