package org.concord.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every method against `concord serve`, and its answers against those of the command line. */
@Timeout(300) // Of a hang, not of speed.
class LiveTest {
    private static final String COLLECTION = "drawn";

    private static LiveEngine engine;
    private static ConcordClient client;
    private static Job indexed;
    private static final List<Job> EVENTS = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startAndIndex() throws Exception {
        engine = new LiveEngine();
        client = ConcordClient.connect(engine.options());
        client.collections().create(new CreateRequest(COLLECTION)).await();
        var request = new IndexRequest(COLLECTION, List.of(engine.images().toString())).labels(engine.labels().toString()).background(false);
        try (var watch = client.index().watch(client.index().start(request).await(), EVENTS::add)) {
            indexed = watch.ended().get(2, TimeUnit.MINUTES);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (client != null) {
            var process = ProcessHandle.of(client.server().pid()).orElseThrow();
            client.close();
            process.destroy();
            process.onExit().get();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void hello_namesEveryMethodOfTheClient() {
        assertEquals(1, client.server().version());
        assertTrue(client.server().capabilities().containsAll(Set.of("search", "similar_slides", "heatmap", "tile", "region", "series", "series.image", "link", "index.start",
                "index.watch", "index.list", "index.cancel", "index.resume", "plugins.list", "plugins.reload", "evaluate", "embed", "models.list", "collections.list", "collections.info", "collections.create",
                "collections.verify", "collections.compact", "log_level")), () -> client.server().capabilities().toString());
    }

    @Test
    void index_watched_finishesWithItsReport() throws Exception {
        assertEquals(Job.State.DONE, indexed.state());
        assertEquals(LiveEngine.IMAGES, indexed.report().tiles());
        assertEquals(Job.State.DONE, EVENTS.get(EVENTS.size() - 1).state());
        assertEquals(LiveEngine.IMAGES, client.collections().info(COLLECTION).await().tiles());
        assertTrue(client.index().list().await().stream().anyMatch(job -> job.job().equals(indexed.job())));
    }

    @Test
    void search_byTile_isTheCommandLines() throws Exception {
        var answer = client.search(new SearchRequest(COLLECTION, Query.tile(3)).k(5)).await();
        assertSame(engine.cli("search", COLLECTION, "--tile", "3", "-k", "5", "--no-calibration"), answer);
        assertTrue(answer.hits().stream().noneMatch(hit -> hit.patient().equals("P1")), "the query's patient is excluded");
        assertEquals("P1", ((Map<?, ?>) answer.document().map().get("query")).get("patient"));
    }

    @Test
    void search_byPixelsAndByVector_isTheCommandLinesByImage() throws Exception {
        var pixels = Pixels.of(ImageIO.read(engine.image(5).toFile()));
        var byPixels = client.search(new SearchRequest(COLLECTION, Query.pixels(pixels)).k(7)).await();
        assertEquals(0, byPixels.hits().get(0).distance(), 1e-6);
        assertEquals(engine.image(5).toString(), byPixels.hits().get(0).file());
        var outside = engine.images().resolveSibling("copy.png");
        Files.copy(engine.image(5), outside);
        assertSame(engine.cli("search", COLLECTION, "--image", outside.toString(), "-k", "7", "--no-calibration"), byPixels);
        var vector = client.embed(COLLECTION, null, pixels).await();
        assertEquals(client.collections().info(COLLECTION).await().spaces().get(0).dimension(), vector.length);
        assertEquals(byPixels.hits(), client.search(new SearchRequest(COLLECTION, Query.vector(vector)).k(7)).await().hits());
    }

    @Test
    void search_byImageInARoot_knowsTheTile() throws Exception {
        var answer = client.search(new SearchRequest(COLLECTION, Query.image(engine.image(5).toString(), null, null)).k(3)).await();
        assertTrue(answer.hits().stream().noneMatch(hit -> hit.patient().equals("P2")));
        assertSame(engine.cli("search", COLLECTION, "--image", engine.image(5).toString(), "-k", "3", "--no-calibration"), answer);
    }

    @Test
    void search_withEveryOption_holdsThem() throws Exception {
        var answer = client.search(new SearchRequest(COLLECTION, Query.tile(1)).space("pathology").k(4).where("label != \"noise\"").exclude(Exclude.SLIDE).mode(Mode.EXACT)
                .label("label").vote(3).calibrate(true)).await();
        assertEquals(4, answer.hits().size());
        assertTrue(answer.search().exact());
        assertEquals(3, answer.vote().k());
        assertTrue(answer.hits().stream().noneMatch(hit -> hit.labels().get("label").equals("noise")));
    }

    @Test
    void similarSlides_isTheCommandLines() throws Exception {
        var answer = client.similarSlides(new SlidesRequest(COLLECTION, SlideRef.id(2)).k(3)).await();
        var printed = engine.cli("search", COLLECTION, "--slide", "2", "-k", "3", "--no-calibration").getAsJsonArray("slides");
        assertEquals(ids(printed, "id"), answer.slides().stream().map(SlideHit::id).toList());
        assertEquals(1, answer.slides().get(0).pairs().size());
    }

    @Test
    void heatmap_hasADistanceForEveryTile() throws Exception {
        var slide = client.search(new SearchRequest(COLLECTION, Query.tile(3)).k(1)).await().hits().get(0);
        var map = client.heatmap(COLLECTION, null, Query.tile(3), SlideRef.named(slide.slide())).await();
        assertEquals(List.of(slide.tile()), map.tiles().stream().map(TilePlace::tile).toList());
        assertEquals(slide.distance(), map.distances()[0], 1e-5);
    }

    @Test
    void pictures_areTheImages() throws Exception {
        var file = Pixels.of(ImageIO.read(engine.image(0).toFile()));
        var whole = new Region(0, 0, LiveEngine.SIDE, LiveEngine.SIDE);
        assertArrayEquals(file.data(), client.region(engine.image(0).toString(), whole, LiveEngine.SIDE).await().data());
        var slide = client.search(new SearchRequest(COLLECTION, Query.pixels(file)).k(1)).await().hits().get(0);
        assertArrayEquals(file.data(), client.region(COLLECTION, SlideRef.named(slide.slide()), whole, LiveEngine.SIDE).await().data());
        assertArrayEquals(file.data(), client.tile(COLLECTION, slide.tile(), LiveEngine.SIDE, null).await().data());
        assertEquals(64, client.tile(COLLECTION, slide.tile(), 64, 2.0).await().width());
    }

    @Test
    void link_showsUpInSeriesAndHits() throws Exception {
        var link = new SeriesLink("C0", "MR", "FLAIR", engine.image(1).toString());
        assertEquals(1, client.link(COLLECTION, List.of(link)).await().linked());
        var series = new Series("MR", "FLAIR", engine.image(1).toString(), true);
        assertEquals(List.of(series), client.series(COLLECTION, "C0").await());
        assertEquals(100, client.seriesImage(COLLECTION, "C0", "MR", "FLAIR", 100).await().width());
        var hits = client.search(new SearchRequest(COLLECTION, Query.tile(5)).k(24)).await().hits();
        assertTrue(hits.stream().filter(hit -> hit.caseId().equals("C0")).allMatch(hit -> hit.series().get(0).contrast().equals("FLAIR")));
    }

    @Test
    void upkeep_isSoundAndReportsProgress() throws Exception {
        var steps = new ArrayList<Progress>();
        var watched = client.with(CallOptions.NONE.progress(steps::add));
        assertTrue(watched.collections().verify(COLLECTION).await().sound());
        assertFalse(steps.isEmpty());
        assertEquals(LiveEngine.IMAGES, client.collections().compact(COLLECTION).await().rows());
        assertTrue(client.collections().list().await().stream().anyMatch(info -> info.name().equals(COLLECTION)));
        assertTrue(client.models().await().stream().anyMatch(model -> model.id().equals("concord-he") && model.builtIn() && model.width() == 224));
        assertEquals(LogLevel.WARNING, client.logLevel(LogLevel.WARNING).await());
        assertEquals("ok", client.health().await().status());
    }

    @Test
    void evaluate_hasThePrecisionOfTheCommandLine() throws Exception {
        var document = client.evaluate(new EvaluateRequest(COLLECTION, null, "label", List.of(1, 3), Exclude.PATIENT, null, 10)).await();
        var printed = engine.cli("evaluate", COLLECTION, "--k", "1,3", "--draws", "10").getAsJsonObject("precision_at_k").getAsJsonObject("macro");
        assertEquals(printed.get("3").getAsDouble(), document.document("precision_at_k").document("macro").number("3"), 1e-12);
    }

    @Test
    void cancelAndDeadline_endTheRequestAlone() throws Exception {
        var evaluation = new EvaluateRequest(COLLECTION, null, null, null, null, null, 10_000);
        var call = client.evaluate(evaluation);
        call.cancel(true);
        assertEquals(ErrorCode.CANCELLED, assertThrows(ConcordException.class, call::await).code());
        assertTrue(late(evaluation) > 0, "thirty evaluations at once were all done within a millisecond");
        assertArrayEquals(new byte[] {1, 2}, client.echo(new byte[] {1, 2}).await());
    }

    @Test
    void badInput_isAnErrorWithItsCode() throws Exception {
        assertCode(ErrorCode.NOT_FOUND, client.search(new SearchRequest("nothing", Query.tile(1))));
        assertCode(ErrorCode.NOT_FOUND, client.search(new SearchRequest(COLLECTION, Query.tile(4711))));
        assertCode(ErrorCode.BAD_ARGUMENT, client.search(new SearchRequest(COLLECTION, Query.tile(1)).k(-1)));
        assertCode(ErrorCode.BAD_ARGUMENT, client.search(new SearchRequest(COLLECTION, Query.tile(1)).k(1_000_000_000)));
        assertCode(ErrorCode.BAD_ARGUMENT, client.search(new SearchRequest(COLLECTION, Query.tile(1)).where("label =")));
        var vector = client.embed(COLLECTION, null, new Pixels(1, 1, new byte[3])).await();
        assertCode(ErrorCode.BAD_ARGUMENT, client.search(new SearchRequest(COLLECTION, Query.vector(new float[3]))));
        vector[7] = Float.NaN;
        assertCode(ErrorCode.BAD_ARGUMENT, client.search(new SearchRequest(COLLECTION, Query.vector(vector))));
        assertCode(ErrorCode.BAD_ARGUMENT, client.region(engine.image(0).toString(), new Region(9000, 0, 10, 10), 64));
        assertCode(ErrorCode.ALREADY_EXISTS, client.collections().create(new CreateRequest(COLLECTION)));
        assertCode(ErrorCode.NOT_FOUND, client.index().cancel("no such job"));
        assertCode(ErrorCode.NOT_FOUND, client.index().resume("no such job"));
        assertCode(ErrorCode.BAD_ARGUMENT, client.index().resume(indexed.job()));
        assertCode(ErrorCode.NOT_FOUND, client.search(new SearchRequest(COLLECTION, Query.tile(1)).rerank("no-such-plugin")));
        assertCode(ErrorCode.NOT_FOUND, client.plugins().reload("no-such-plugin"));
        assertEquals(List.of(), client.plugins().list().await());
        assertEquals(List.of(), client.plugins().reload().await());
    }

    @Test
    void paths_outsideTheRoots_areRefused() throws Exception {
        var link = Files.createSymbolicLink(engine.images().resolve("out.png"), Path.of("/etc/hostname"));
        for (var path : List.of("/etc/hostname", engine.images() + "/../concord", link.toString())) {
            assertCode(ErrorCode.NOT_FOUND, client.region(path, new Region(0, 0, 10, 10), 64));
            assertCode(ErrorCode.NOT_FOUND, client.index().start(new IndexRequest(COLLECTION, List.of(path))));
        }
        Files.delete(link);
    }

    @Test
    void engineThatDies_closesAndIsStartedAgain() throws Exception {
        var options = engine.options().pipe(engine.images().resolveSibling("other.sock").toString());
        try (var first = ConcordClient.connect(options)) {
            var process = ProcessHandle.of(first.server().pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().get();
            assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, () -> first.health().await()).code());
        }
        try (var second = ConcordClient.connect(options); var third = ConcordClient.connect(options)) {
            assertEquals(second.server().pid(), third.server().pid());
            var process = ProcessHandle.of(second.server().pid()).orElseThrow();
            process.destroy();
            process.onExit().get();
        }
    }

    /** Asks for many evaluations at once, each within a millisecond; how many did not make it. */
    private static int late(EvaluateRequest evaluation) throws InterruptedException {
        var hasty = client.with(CallOptions.NONE.deadline(Duration.ofMillis(1)));
        var calls = Stream.generate(() -> hasty.evaluate(evaluation)).limit(30).toList();
        int late = 0;
        for (var call : calls) {
            try {
                call.await();
            } catch (ConcordException e) {
                assertEquals(ErrorCode.DEADLINE, e.code(), e.getMessage());
                late++;
            }
        }
        return late;
    }

    private static void assertCode(ErrorCode code, Call<?> call) {
        var thrown = assertThrows(ConcordException.class, call::await);
        assertEquals(code, thrown.code(), thrown.getMessage());
    }

    private static void assertSame(JsonObject printed, SearchAnswer answer) {
        assertEquals(ids(printed.getAsJsonArray("hits"), "tile"), answer.hits().stream().map(Hit::tile).toList());
        for (int i = 0; i < answer.hits().size(); i++) {
            assertEquals(printed.getAsJsonArray("hits").get(i).getAsJsonObject().get("distance").getAsDouble(), answer.hits().get(i).distance(), 1e-6);
        }
    }

    private static List<Long> ids(Iterable<JsonElement> items, String key) {
        return StreamSupport.stream(items.spliterator(), false).map(item -> item.getAsJsonObject().get(key).getAsLong()).toList();
    }
}
