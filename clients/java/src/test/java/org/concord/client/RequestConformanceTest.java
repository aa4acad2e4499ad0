package org.concord.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concord.client.wire.GoldenFrame;
import org.concord.client.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the typed methods send is, byte for byte but for the id, what the golden frames say. */
class RequestConformanceTest {
    private static final CallOptions PROGRESS = CallOptions.NONE.progress(step -> {});
    private static final Pixels PIXELS = new Pixels(2, 1, new byte[] {-1, 0, 0, 0, -128, -1});
    private static final float[] VECTOR = {0.5f, -1, 2.25f};
    private static final String FORMS = "integers wider than needed, id as a signed 64-bit number, unknown keys are ignored";

    private Counterpart engine;
    private ConcordClient client;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        engine = new Counterpart();
        client = ConcordClient.connect(engine.options());
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        client.close();
        engine.close();
    }

    static Stream<String> names() {
        return calls().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void call_ofEveryMethod_sendsTheGoldenFrame(String name) throws IOException, InterruptedException {
        var golden = GoldenFrame.all().stream().filter(frame -> frame.name().equals(name)).findFirst().orElseThrow();
        calls().get(name).accept(client);
        var sent = engine.nextRequest();
        var frame = new Message.Request((Long) golden.message().get(1), sent.method(), sent.params()).frame();
        assertArrayEquals(golden.bytes(), Arrays.copyOf(frame.array(), frame.limit()), () -> sent + " instead of " + golden.message());
    }

    @Test
    void calls_coverEveryGoldenRequest() throws IOException {
        var golden = GoldenFrame.all().stream()
                .filter(frame -> frame.error() == null && frame.from().equals("client") && frame.message().get(0).equals(Message.REQUEST))
                .map(GoldenFrame::name)
                .filter(name -> !name.equals("hello") && !FORMS.contains(name))
                .collect(Collectors.toSet());
        assertEquals(golden, calls().keySet());
    }

    private static Map<String, Consumer<ConcordClient>> calls() {
        var calls = new LinkedHashMap<String, Consumer<ConcordClient>>();
        addGeneral(calls);
        addSearches(calls);
        addPictures(calls);
        addIndexing(calls);
        return calls;
    }

    private static void addGeneral(Map<String, Consumer<ConcordClient>> calls) {
        calls.put("echo", client -> client.echo(new byte[] {0, 1, -1}));
        calls.put("echo of nothing", client -> client.echo(new byte[0]));
        calls.put("echo, bin 8 at its longest", client -> client.echo(counting(255)));
        calls.put("echo, bin 16 at its shortest", client -> client.echo(new byte[256]));
        calls.put("health", ConcordClient::health);
        calls.put("models.list, id in 8 bits", ConcordClient::models);
        calls.put("collections.list, id of 255", client -> client.collections().list());
        calls.put("collections.info, id in 16 bits", client -> client.collections().info("lung"));
        calls.put("collections.create", client -> client.collections().create(new CreateRequest("lung", "concord-builtin", "gem:4", "cosine", true)));
        calls.put("collections.create, defaults left out, id in 32 bits", client -> client.collections().create(new CreateRequest("lung")));
        calls.put("collections.verify, greatest id, progress", client -> client.with(PROGRESS).collections().verify("lung"));
        calls.put("collections.compact, progress and deadline", client -> client.with(PROGRESS.deadline(Duration.ofMinutes(1))).collections().compact("lung"));
        calls.put("embed", client -> client.embed("lung", "pathology", PIXELS));
        calls.put("evaluate", client -> client.evaluate(new EvaluateRequest("lung", "pathology", "label", List.of(1, 3, 5), Exclude.PATIENT, "split = \"test\"", 1000)));
        calls.put("evaluate, progress", client -> client.with(PROGRESS).evaluate(new EvaluateRequest("lung")));
        calls.put("plugins.list", client -> client.plugins().list());
        calls.put("plugins.reload", client -> client.plugins().reload("case-reranker"));
        calls.put("plugins.reload of all", client -> client.plugins().reload());
        calls.put("log_level", client -> client.logLevel(LogLevel.DEBUG));
    }

    private static void addSearches(Map<String, Consumer<ConcordClient>> calls) {
        calls.put("search by vector", client -> client.search(new SearchRequest("lung", Query.vector(VECTOR)).space("pathology").k(10)));
        calls.put("search by a vector of the adapter's base", client -> client.search(new SearchRequest("lung", Query.vector(VECTOR, "pathology")).space("grade").k(10)));
        calls.put("search by pixels", client -> client.search(new SearchRequest("lung", Query.pixels(PIXELS)).k(1)));
        calls.put("search by tile, every option", client -> client.with(PROGRESS.deadline(Duration.ofMillis(250))).search(new SearchRequest("lung", Query.tile(17))
                .space("pathology").k(300).where("label = \"viable\" and centre != \"Å\"").exclude(Exclude.CASE).group("P0228").mode(Mode.ANN).label("grade").vote(3)
                .calibrate(true)));
        calls.put("search re-ranked and exported", client -> client.search(new SearchRequest("lung", Query.tile(17)).rerank("case-reranker").export("csv-exporter")));
        calls.put("search by a region of an image",
                client -> client.search(new SearchRequest("wsi", Query.image("/data/slides/a.svs", new Region(1024, 2048, 512, 512), 0.25))));
        calls.put("search with text of 32 bytes and more",
                client -> client.search(new SearchRequest("a-name-of-exactly-thirty-two-chr", Query.tile(1)).where("label = \"" + "x".repeat(260) + "\"")));
        calls.put("similar_slides", client -> client.similarSlides(new SlidesRequest("wsi", SlideRef.named("S1")).space("pathology").k(5).where("centre != \"A\"")
                .exclude(Exclude.PATIENT).mode(Mode.EXACT).ranking(Ranking.SYMMETRIC).perCase(true).pairs(3).label("label").vote(5).calibrate(true)));
        calls.put("similar_slides of an id", client -> client.similarSlides(new SlidesRequest("wsi", SlideRef.id(17))));
        calls.put("heatmap by tile", client -> client.heatmap("wsi", null, Query.tile(17), SlideRef.named("S7")));
        calls.put("heatmap by vector", client -> client.heatmap("wsi", "pathology", Query.vector(VECTOR), SlideRef.id(2147483648L)));
        calls.put("heatmap by pixels",
                client -> client.with(CallOptions.NONE.deadline(Duration.ofMillis(1500))).heatmap("wsi", null, Query.pixels(PIXELS), SlideRef.named("S7")));
    }

    private static void addPictures(Map<String, Consumer<ConcordClient>> calls) {
        calls.put("tile", client -> client.tile("lung", 4294967296L, 256, null));
        calls.put("tile with context", client -> client.tile("lung", 17, 512, 1.5));
        calls.put("region of an image", client -> client.region("/data/slides/a.svs", new Region(-128, 0, 70000, 4096), 1024));
        calls.put("region of a slide", client -> client.region("wsi", SlideRef.named("S1"), new Region(-129, -32768, 512, 512), null));
        calls.put("series", client -> client.series("glioma", "C-0001"));
        calls.put("series.image", client -> client.seriesImage("glioma", "C-0001", "MR", "FLAIR", 512));
        calls.put("link", client -> client.link("glioma", List.of(new SeriesLink("C-0001", "MR", "T1", "/data/mri/c1-t1.png"))));
    }

    private static void addIndexing(Map<String, Consumer<ConcordClient>> calls) {
        calls.put("index.start", client -> client.index().start(new IndexRequest("lung", List.of("/data/tiles/lung", "/data/slides")).labels("/data/labels.csv").tile(256)
                .mpp(0.5).overlap(0.25).minTissue(0.5).quality(false).selection("mosaic").watch(true).background(false)));
        calls.put("index.start, defaults left out", client -> client.index().start(new IndexRequest("lung", List.of("/data/tiles/lung"))));
        calls.put("index.watch", client -> client.index().watch("job-1", job -> {}));
        calls.put("index.resume", client -> client.index().resume("index-7"));
        calls.put("index.list", client -> client.index().list());
        calls.put("index.cancel", client -> client.index().cancel("job-1"));
    }

    private static byte[] counting(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
