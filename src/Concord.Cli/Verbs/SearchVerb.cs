using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Queries;

namespace Concord.Cli.Verbs;

/// <summary><c>search NAME</c>: the nearest tiles to an image, a vector or a tile.</summary>
internal sealed class SearchVerb : Verb
{
    private enum Mode
    {
        Auto,
        Exact,
        Ann,
    }

    private readonly Argument<string> _name = Syntax.CollectionName();
    private readonly Option<string?> _image = new("--image") { Description = "Look for tiles like this image", HelpName = "FILE" };
    private readonly Option<string?> _roi = new("--roi") { Description = "Only this part of --image, in its pixels", HelpName = "x,y,w,h" };
    private readonly Option<string?> _vector = new("--vector") { Description = "Look for tiles near this vector: .npy, a JSON array, or numbers as text", HelpName = "FILE" };
    private readonly Option<long?> _tile = new("--tile") { Description = "Look for tiles like this tile of the collection", HelpName = "ID" };
    private readonly Option<string?> _space = new("--space") { Description = "The space to search (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<int?> _k = Syntax.AtLeastOne("-k", "N", "Hits wanted (default: 10)", "--k");
    private readonly Option<string?> _where = new("--where") { Description = "A condition that hits meet, for example: label = \"viable\" and centre != \"A\"", HelpName = "EXPR" };
    private readonly Option<Exclusion> _exclude = Syntax.Exclude("Relatives of the query that are left out");
    private readonly Option<string?> _patient = new("--patient") { Description = "Patient of a query that is not in the collection, so that --exclude patient can leave out its relatives", HelpName = "ID" };
    private readonly Option<Mode> _mode = Syntax.Choice("--mode", "exact reads every row; ann uses the index where there is one (default: the collection decides)", Mode.Auto, Mode.Exact, Mode.Ann);
    private readonly Option<string?> _model = new("--model") { Description = "Where the model of the collection lies, when it is not in your store", HelpName = "DIR" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the answer as a page with pictures", HelpName = "FILE" };

    internal SearchVerb()
        : base("search", "Find the tiles most like an image, a vector or a tile")
    {
        Add(_name);
        foreach (var option in new Option[] { _image, _roi, _vector, _tile, _space, _k, _where, _exclude, _patient, _mode, _model, _html }) Add(option);
        Validators.Add(result =>
        {
            var given = new Option[] { _image, _vector, _tile }.Count(option => result.GetResult(option) is not null);
            if (given != 1) result.AddError("Give one of --image, --vector and --tile.");
            if (result.GetResult(_roi) is not null && result.GetResult(_image) is null) result.AddError("--roi is a part of an image: give --image too.");
        });
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var roi = parsed.GetValue(_roi) is { } text ? Roi.Parse(text) : (Roi?)null;
        using var collection = Collections.Read(parsed.GetRequiredValue(_name));
        var space = collection.Space(parsed.GetValue(_space));
        var query = MakeQuery(parsed, collection, space, roi);
        var request = Request(parsed, query);
        var answer = collection.Search(space, request, session.Cancel);
        if (parsed.GetValue(_html) is { } html) SearchPage.Write(html, query, request, answer, collection.Path);
        session.Answer(SearchDocument.From(query, request, answer), console => SearchTable.Print(console, query, request, answer));
        if (parsed.GetValue(_html) is null) session.Next("add --html answer.html to see the pictures");
        return ExitCode.Ok;
    }

    private Query MakeQuery(ParseResult parsed, Collection collection, Space space, Roi? roi)
    {
        if (parsed.GetValue(_tile) is { } tile) return QuerySource.FromTile(collection, space, tile);
        if (parsed.GetValue(_vector) is { } vector) return QuerySource.FromVector(collection, space, vector);
        return QuerySource.FromImage(collection, space, parsed.GetRequiredValue(_image)!, roi, parsed.GetValue(_model));
    }

    private SearchRequest Request(ParseResult parsed, Query query) => new()
    {
        Vector = query.Vector,
        K = parsed.GetValue(_k) ?? 10,
        Where = parsed.GetValue(_where),
        Exclude = Excluded(parsed, query),
        QueryTile = query.Tile?.Id,
        QueryGroup = query.Tile is null ? query.Group(parsed.GetValue(_exclude)) ?? parsed.GetValue(_patient) : null,
        Exact = parsed.GetValue(_mode) switch { Mode.Exact => true, Mode.Ann => false, _ => null },
    };

    /// <summary>A query from outside has relatives only when its patient was named; who asked to leave others out is told that none are known.</summary>
    private Exclusion Excluded(ParseResult parsed, Query query)
    {
        var exclude = parsed.GetValue(_exclude);
        if (exclude == Exclusion.None || query.Slide is not null) return exclude;
        if (exclude == Exclusion.Patient && parsed.GetValue(_patient) is not null) return exclude;
        if (parsed.GetResult(_exclude) is { Implicit: false })
        {
            Session.Note($"{query.Name} is not in the collection, so its {Format.Word(exclude)} is not known and nothing was left out; --patient ID names its patient.");
        }

        return Exclusion.None;
    }
}
