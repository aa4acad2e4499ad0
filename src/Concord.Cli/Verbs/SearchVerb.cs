using System.CommandLine;
using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Cli.Plugins;
using Concord.Cli.Queries;
using Concord.Study;

namespace Concord.Cli.Verbs;

/// <summary><c>search NAME</c>: the nearest tiles to an image, a vector or a tile; the nearest slides to a slide; a heatmap within a slide.</summary>
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
    private readonly Option<string?> _vectorSpace = new("--vector-space") { Description = "The space that --vector is of: the searched one, or the one its adapter takes (default: as its length says)", HelpName = "NAME" };
    private readonly Option<long?> _tile = new("--tile") { Description = "Look for tiles like this tile of the collection", HelpName = "ID" };
    private readonly Option<string?> _space = new("--space") { Description = "The space to search (default: the collection's first)", HelpName = "NAME" };
    private readonly Option<int?> _k = Syntax.AtLeastOne("-k", "N", "Hits wanted (default: 10)", "--k");
    private readonly Option<string?> _where = new("--where") { Description = "A condition that hits meet, for example: label = \"viable\" and centre != \"A\"", HelpName = "EXPR" };
    private readonly Option<Exclusion> _exclude = Syntax.Exclude("Relatives of the query that are left out");
    private readonly Option<string?> _patient = new("--patient") { Description = "Patient of a query that is not in the collection, so that --exclude patient can leave out its relatives", HelpName = "ID" };
    private readonly Option<Mode> _mode = Syntax.Choice("--mode", "exact reads every row; ann uses the index where there is one (default: the collection decides)", Mode.Auto, Mode.Exact, Mode.Ann);
    private readonly Option<string?> _model = new("--model") { Description = "Where the model of the collection lies, when it is not in your store", HelpName = "DIR" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the answer as a page with pictures", HelpName = "FILE" };

    private readonly Option<string?> _series = new("--series") { Description = "Look for radiology like this series of the collection; its slides come with each hit", HelpName = "CASE/MODALITY/CONTRAST|ID" };
    private readonly SlideOptions _slides = new();
    private readonly FuseOptions _fuse = new();
    private readonly RegionOptions _region = new();
    private readonly PackOptions _pack = new();
    private readonly PluginOptions _plugins = new();
    private readonly HeatmapOptions _heatmap = new();
    private readonly VoteOptions _votes = new();
    private readonly Option<string?> _device = Devices.Option();

    internal SearchVerb()
        : base("search", "Find the tiles most like an image, a vector or a tile, or the slides most like a slide")
    {
        Add(_name);
        foreach (var option in (Option[])[_image, _roi, _vector, _vectorSpace, _tile, _space, _k, _where, _exclude, _patient, _mode, _model, _html, _series, .. _region.All, .. _slides.All, .. _fuse.All, .. _pack.All, .. _plugins.All, .. _heatmap.All, .. _votes.All, _device]) Add(option);
        Validators.Add(result =>
        {
            var given = new Option[] { _image, _vector, _tile, _series, _slides.Slide }.Count(option => result.GetResult(option) is not null);
            if (given != 1 && (given > 1 || result.GetResult(_fuse.Scan) is null)) result.AddError("Give one of --image, --vector, --tile, --series and --slide.");
            foreach (var problem in _fuse.Idle(result)) result.AddError(problem);
            if (result.GetResult(_roi) is not null && result.GetResult(_image) is null) result.AddError("--roi is a part of an image: give --image too.");
            if (result.GetResult(_vectorSpace) is not null && result.GetResult(_vector) is null) result.AddError("--vector-space is the space of a vector: give --vector too.");
            foreach (var error in _region.Errors(result, _image, _roi).Concat(_pack.Errors(result, _heatmap.Within)).Concat(_plugins.Errors(result, _heatmap.Within, _fuse.Fuse, _slides.Slide))) result.AddError(error);
            foreach (var idle in _slides.Idle(result)) result.AddError($"{idle} is of --slide: give that too.");
            foreach (var error in _heatmap.Errors(result, result.GetValue(_fuse.Fuse), _series, _slides.Slide, _html)) result.AddError(error);
        });
    }

    protected override ExitCode Run(ParseResult parsed, Session session)
    {
        var roi = parsed.GetValue(_roi) is { } text ? Roi.Parse(text) : (Roi?)null;
        _ = _region.Asked(parsed); // Told before the work when it is no rectangle.
        foreach (var output in (string?[])[parsed.GetValue(_html), parsed.GetValue(_pack.File), _plugins.ExportFile(parsed), .. _heatmap.Files(parsed)]) OutputFile.Require(output);
        using var plugins = LoadedPlugins.OnDemand();
        using var accelerator = Devices.Open(parsed, _device);
        using var collection = Collections.Read(parsed.GetRequiredValue(_name), accelerator);
        if (_fuse.IsAsked(parsed)) return Cases(parsed, session, collection, roi, plugins);
        var space = parsed.GetValue(_series) is null ? collection.Space(parsed.GetValue(_space)) : SeriesSource.Space(collection, parsed.GetValue(_space));
        if (_slides.IsAsked(parsed)) return Slides(parsed, session, collection, space);
        var query = MakeQuery(parsed, collection, space, roi, plugins);
        if (parsed.GetValue(_heatmap.Within) is not null) return _heatmap.Show(parsed, session, collection, space, query);
        return Tiles(parsed, session, collection, space, query, plugins);
    }

    private ExitCode Tiles(ParseResult parsed, Session session, Collection collection, Space space, Query query, LoadedPlugins plugins)
    {
        var request = Request(parsed, query);
        var found = collection.Search(space, request, session.Cancel);
        var (label, vote) = (_votes.Label(parsed), _votes.Voter(parsed).OfTiles(collection, space, request, found, session.Cancel));
        var (answer, reranked) = _plugins.Reranked(parsed, plugins, () => PluginAnswers.Hits(collection, space, request, found), found, session.Cancel);
        _plugins.Export(parsed, plugins, () => PluginAnswers.Hits(collection, space, request, answer), session.Cancel);
        var slides = space.Identity.Series is null ? null : collection.Slides().ToLookup(slide => slide.Case);
        _pack.Write(parsed, paths => PackSource.OfTiles(collection, space, query, request, answer, vote, label, paths));
        if (parsed.GetValue(_html) is { } html) SearchPage.Write(html, query, request, answer, vote, label, collection, slides, plugins);
        session.Answer(SearchDocument.From(query, request, answer, vote, slides, reranked), console => SearchTable.Print(console, query, request, answer, vote, slides, reranked));
        if (parsed.GetValue(_html) is null) session.Next("add --html answer.html to see the pictures");
        return ExitCode.Ok;
    }

    private ExitCode Cases(ParseResult parsed, Session session, Collection collection, Roi? roi, LoadedPlugins plugins)
    {
        if (_slides.IsAsked(parsed)) throw new UsageException("--fuse looks for cases by one tile, image or series: leave out --slide.");
        var tissue = collection.Space(parsed.GetValue(_space));
        var query = parsed.GetValue(_series) is { } series ? SeriesSource.Of(collection, _fuse.Space(parsed, collection), series)
            : (parsed.GetValue(_tile) is not null || parsed.GetValue(_image) is not null || parsed.GetValue(_vector) is not null) ? MakeQuery(parsed, collection, tissue, roi, plugins) : null;
        var exclude = parsed.GetValue(_exclude);
        var asked = _fuse.Query(parsed, collection, tissue, query, new CaseQuery
        {
            K = parsed.GetValue(_k) ?? 5,
            Where = parsed.GetValue(_where),
            Exclude = exclude,
            Group = exclude == Exclusion.None ? null : query?.Group(exclude) ?? (exclude == Exclusion.Patient ? parsed.GetValue(_patient) : null),
        });
        var answer = collection.SearchCases(asked, session.Cancel);
        var (name, slides) = (query?.Name ?? "the scan", collection.Slides().ToLookup(slide => slide.Case));
        if (parsed.GetValue(_html) is { } html) CasePage.Write(html, name, query, asked, answer, slides, _votes.Label(parsed), collection.Path);
        session.Answer(CaseDocument.From(name, asked, answer, slides), console => CaseTable.Print(console, name, asked, answer, slides));
        return ExitCode.Ok;
    }

    private ExitCode Slides(ParseResult parsed, Session session, Collection collection, Space space)
    {
        var asked = _slides.Query(parsed, collection, parsed.GetValue(_k), parsed.GetValue(_where), parsed.GetValue(_exclude), Exact(parsed));
        var query = collection.Slide(asked.Slide!.Value);
        var answer = collection.SimilarSlides(space, asked, session.Cancel);
        var (label, vote) = (_votes.Label(parsed), _votes.Voter(parsed).OfSlides(collection, space, asked, answer, session.Cancel));
        _pack.Write(parsed, paths => NeighbourPacks.OfSlides(collection, space, query, asked, answer, vote, label, paths));
        if (parsed.GetValue(_html) is { } html) SlidePage.Write(html, query, asked, answer, vote, label, collection.Path);
        session.Answer(SlideDocument.From(query, asked, answer, vote), console => SlideTable.Print(console, query, asked, answer, vote));
        if (parsed.GetValue(_html) is null) session.Next("add --html answer.html to see the tiles behind it");
        return ExitCode.Ok;
    }

    private bool? Exact(ParseResult parsed) => parsed.GetValue(_mode) switch { Mode.Exact => true, Mode.Ann => false, _ => null };

    private Query MakeQuery(ParseResult parsed, Collection collection, Space space, Roi? roi, LoadedPlugins plugins)
    {
        if (parsed.GetValue(_tile) is { } tile) return QuerySource.FromTile(collection, space, tile);
        if (parsed.GetValue(_series) is { } series) return SeriesSource.Of(collection, space, series);
        if (parsed.GetValue(_vector) is { } vector) return QuerySource.FromVector(collection, space, vector, parsed.GetValue(_vectorSpace));
        var image = parsed.GetRequiredValue(_image)!;
        using var embedder = Models.Load(space, parsed.GetValue(_model), plugins);
        using var slides = new ExtendedSlides(new InProcessSlides(ImageLimits.Default), plugins);
        return _region.Asked(parsed) is { } region ? QuerySource.FromRegion(collection, space, image, region, _region.Mpp(parsed), embedder, slides)
            : QuerySource.FromImage(collection, space, image, roi, embedder, slides);
    }

    /// <summary>Who asked to leave relatives out is told when none are known: an image from outside has some only when its patient was named.</summary>
    private SearchRequest Request(ParseResult parsed, Query query)
    {
        var exclude = parsed.GetValue(_exclude);
        var patient = exclude == Exclusion.Patient ? parsed.GetValue(_patient) : null;
        var request = QueryRequest.Of(query, parsed.GetValue(_k) ?? 10, parsed.GetValue(_where), exclude, patient, Exact(parsed));
        if (request.Exclude != exclude && parsed.GetResult(_exclude) is { Implicit: false })
            Session.Note($"the {Format.Word(exclude)} of {query.Name} is not known, so nothing was left out{(query.Slide is null ? "; --patient ID names the patient of what is not in the collection" : "")}.");
        return request;
    }
}
