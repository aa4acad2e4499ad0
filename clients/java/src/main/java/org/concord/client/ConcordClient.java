package org.concord.client;

import java.util.List;
import java.util.function.Function;

/**
 * A connection to a running engine, and its methods (docs/protocol.md). Each sends its request and returns at once; the {@link Call} brings the answer. Use it from any thread,
 * for as many requests at once as {@link ServerInfo#requests}; the engine answers {@link ErrorCode#BUSY} beyond. When the engine ends, running calls fail with
 * {@link ErrorCode#CLOSED} and so do later ones: connect again.
 */
public final class ConcordClient implements AutoCloseable {
    private static final int VERSION = 1;

    private final Connection connection;
    private final ServerInfo server;
    private final CallOptions options;

    private ConcordClient(Connection connection, ServerInfo server, CallOptions options) {
        this.connection = connection;
        this.server = server;
        this.options = options;
    }

    /**
     * Connects, starting an engine where none runs and the options say so. Throws {@link ConcordException}: NOT_RUNNING, ACCESS_DENIED (the socket lies where another user
     * could have put it), VERSION, DEADLINE, and what keeps an engine from starting.
     */
    public static ConcordClient connect(Options options) throws InterruptedException {
        var connection = new Connection(Connecting.open(options));
        try {
            var hello = Params.of("version", VERSION).put("client", options.client());
            var server = connection.send("hello", hello, CallOptions.NONE, ServerInfo::of).await(options.timeout());
            if (server.version() != VERSION) {
                throw new ConcordException(ErrorCode.VERSION, "The engine speaks version " + server.version() + " of the protocol, this client " + VERSION + ". Take those of one release.");
            }
            connection.limitFrames(server.frameBytes());
            return new ConcordClient(connection, server, CallOptions.NONE);
        } catch (ConcordException | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    /** The same connection, with these options for every request. Closing either closes both. */
    public ConcordClient with(CallOptions callOptions) {
        return new ConcordClient(connection, server, callOptions);
    }

    public ServerInfo server() {
        return server;
    }

    /** False once the connection has ended. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** Ends the connection. Running calls fail with {@link ErrorCode#CLOSED}; the engine cancels them. Index jobs go on. */
    @Override
    public void close() {
        connection.close();
    }

    public CollectionCalls collections() {
        return new CollectionCalls(this);
    }

    public IndexCalls index() {
        return new IndexCalls(this);
    }

    public PluginCalls plugins() {
        return new PluginCalls(this);
    }

    /** Sends bytes there and back. */
    public Call<byte[]> echo(byte[] data) {
        return send("echo", Params.of("data", data), answer -> answer.bytes("data"));
    }

    public Call<Health> health() {
        return send("health", new Params(), Health::of);
    }

    public Call<List<ModelInfo>> models() {
        return send("models.list", new Params(), answer -> answer.documents("models").stream().map(ModelInfo::of).toList());
    }

    /** The vector of a picture in a space; space null: the collection's first. The picture should have the resolution of the space's model. */
    public Call<float[]> embed(String collection, String space, Pixels pixels) {
        return send("embed", Params.of("collection", collection).put("space", space).put("pixels", pixels.params()), Vectors::of);
    }

    public Call<SearchAnswer> search(SearchRequest request) {
        return send("search", request.params(), SearchAnswer::of);
    }

    public Call<SlidesAnswer> similarSlides(SlidesRequest request) {
        return send("similar_slides", request.params(), SlidesAnswer::of);
    }

    /** How far every tile of a slide lies from a query. An image in a file cannot be the query. Space null: the collection's first. Slide: name or id. */
    public Call<Heatmap> heatmap(String collection, String space, Query query, SlideRef slide) {
        var params = Params.of("collection", collection).put("space", space).query(query).put("slide", slide.value());
        return send("heatmap", params, Heatmap::of);
    }

    /**
     * The picture of a tile.
     *
     * @param side of the picture, in pixels; null: the engine's default
     * @param context the tile with that many times its side around it; null: the tile alone
     */
    public Call<Pixels> tile(String collection, long tile, Integer side, Double context) {
        return send("tile", Params.of("collection", collection).put("tile", tile).put("side", side).put("context", context), Pixels::of);
    }

    /** A part of an image that lies in one of the engine's roots, its longer side `side` pixels at most; null: the engine's default. */
    public Call<Pixels> region(String image, Region region, Integer side) {
        return send("region", Params.of("image", image).put("region", region.list()).put("side", side), Pixels::of);
    }

    /** A part of a slide of a collection, its longer side `side` pixels at most; null: the engine's default. */
    public Call<Pixels> region(String collection, SlideRef slide, Region region, Integer side) {
        return send("region", Params.of("collection", collection).put("slide", slide.value()).put("region", region.list()).put("side", side), Pixels::of);
    }

    /** The radiology linked to a case. */
    public Call<List<Series>> series(String collection, String caseId) {
        return send("series", Params.of("collection", collection).put("case", caseId), Series::all);
    }

    /** The picture of a linked series, its longer side `side` pixels at most; null: the engine's default. */
    public Call<Pixels> seriesImage(String collection, String caseId, String modality, String contrast, Integer side) {
        var params = Params.of("collection", collection).put("case", caseId).put("modality", modality).put("contrast", contrast).put("side", side);
        return send("series.image", params, Pixels::of);
    }

    /** Links radiology to cases; what was linked before stays linked once. */
    public Call<LinkReport> link(String collection, List<SeriesLink> links) {
        return send("link", Params.of("collection", collection).put("series", links.stream().map(SeriesLink::params).toList()), LinkReport::of);
    }

    public Call<Document> evaluate(EvaluateRequest request) {
        return send("evaluate", request.params(), Function.identity());
    }

    public Call<LogLevel> logLevel(LogLevel level) {
        return send("log_level", Params.of("level", level), answer -> LogLevel.of(answer.text("level")));
    }

    <T> Call<T> send(String method, Params params, Function<Document, T> decode) {
        return connection.send(method, params, options, decode);
    }

    Connection connection() {
        return connection;
    }
}
