package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.Job;
import org.concord.client.Query;
import org.concord.client.Region;
import org.concord.client.SearchRequest;
import org.concord.client.SeriesLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searching, against `concord serve` and its own reading of the same slides. */
@Timeout(300) // Of a hang, not of speed.
class SimilarSearchLiveTest {
    private static final String COLLECTION = "drawn";
    private static final String[] TEXTURES = {"lines", "dots", "noise", "lines", "dots", "noise"};

    private static final List<DrawnSlide> SLIDES = new ArrayList<>();
    private static final List<ProjectSlide> PROJECT = new ArrayList<>();

    private static LiveEngine live;
    private static Settings settings;
    private static EngineLink engine;

    @BeforeAll
    static void drawAndIndex() throws Exception {
        live = new LiveEngine();
        var folder = Files.createDirectory(live.folder().resolve("slides"));
        for (int i = 0; i < TEXTURES.length; i++) {
            var slide = new DrawnSlide("slide-" + i + ".tif", TEXTURES[i], 1120, 1344, i).write(folder);
            SLIDES.add(slide);
            PROJECT.add(slide.entry(Map.of("label", TEXTURES[i], "Patient", "P" + i / 2, "case", "C" + i, "name", "never written")));
        }
        settings = live.settings(COLLECTION, folder);
        engine = new EngineLink(() -> settings);
        var files = ProjectFiles.of(PROJECT);
        var wish = new IndexWish(COLLECTION, ProjectTable.write(folder, files), DrawnSlide.MPP, true);
        try (var job = ProjectIndexing.start(engine, files, wish, state -> {}, Steps.SILENT, new Cancellation())) {
            var ended = job.ended().get(4, TimeUnit.MINUTES);
            assertEquals(Job.State.DONE, ended.state(), () -> ProjectIndexing.words(ended));
        }
        client().link(COLLECTION, List.of(new SeriesLink("C3", "MR", "FLAIR", scan(folder, "flair.png")), new SeriesLink("C3", "MR", "T1", scan(folder, "gone.png")))).await();
        Files.delete(folder.resolve("gone.png"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        if (live != null) {
            live.close();
        }
    }

    @Test
    void find_onAnIndexedSlide_leavesItsPatientOut() throws Exception {
        var found = find(0, Marked.rectangle(200, 200, 448, 448));
        assertEquals(new SlideIdentity("slide-0.tif", "C0", "P0", null), found.self());
        assertEquals(10, found.hits().size());
        assertTrue(found.hits().stream().noneMatch(hit -> hit.hit().patient().equals("P0")), found.table());
        assertEquals("lines", found.hits().get(0).label());
        assertEquals("lines", found.answer().vote().leader());
        assertEquals(4, found.tiles());
        assertEquals(List.of(), found.notes());
        assertEquals("exact", found.badge());
        assertTrue(found.evidence().contains("drawn / pathology"), found.evidence());
        assertEquals(11, found.table().lines().count());
        assertEquals(512, Math.max(found.region().width(), found.region().height()), 64);
    }

    @Test
    void find_pictures_areTheTiles() throws Exception {
        var found = find(0, Marked.rectangle(0, 0, 224, 224));
        for (var hit : found.hits()) {
            var slide = SLIDES.stream().filter(each -> each.name().equals(hit.hit().slide())).findFirst().orElseThrow();
            var place = new Region(hit.hit().x(), hit.hit().y(), hit.hit().width(), hit.hit().height());
            assertArrayEquals(RegionReader.tile(slide, place, 1).data(), hit.picture().data(), hit.where());
        }
    }

    /** The engine reads the file itself and cuts by its own code. */
    @Test
    void find_anyRectangle_isTheEnginesOwnRegionSearch() throws Exception {
        for (var region : List.of(new Region(100, 120, 700, 900), new Region(300, 300, 60, 60), new Region(0, 0, 1120, 1344), new Region(5, 9, 225, 223), new Region(1000, 1300, 120, 44))) {
            var found = find(1, Marked.rectangle(region.x(), region.y(), region.width(), region.height()));
            var engines = client().search(new SearchRequest(COLLECTION, Query.image(SLIDES.get(1).file().toString(), region, DrawnSlide.MPP)).k(10)).await();
            assertEquals(engines.hits().stream().map(Hit::tile).toList(), found.hits().stream().map(hit -> hit.hit().tile()).toList(), region.toString());
            for (int i = 0; i < found.hits().size(); i++) {
                assertEquals(engines.hits().get(i).distance(), found.hits().get(i).hit().distance(), 1e-5, region.toString());
            }
        }
    }

    @Test
    void find_clippedTinyOrSmall_saysSoOrRefuses() throws Exception {
        var overhanging = find(0, Marked.rectangle(-300, 1200, 700, 700));
        assertTrue(overhanging.notes().get(0).contains("off the slide"), overhanging.notes().toString());
        assertTrue(find(0, Marked.rectangle(500, 500, 20, 30)).notes().get(0).contains("smaller than a tile"));
        assertRefused("tiny", Marked.rectangle(500, 500, 7, 30));
        assertRefused("tiny", Marked.rectangle(-20, 500, 27, 30));
        assertRefused("empty", Marked.rectangle(500, 500, 0, 0));
        assertRefused("empty", Marked.rectangle(500, 500, 300, 0));
        assertRefused("off the slide", Marked.rectangle(5000, 500, 300, 300));
        assertRefused("off the slide", Marked.rectangle(-400, 500, 300, 300));
    }

    @Test
    void find_ofAHugeRegion_isRefusedBeforeAnythingIsRead() {
        var wide = new HugeSlide();
        var refused = assertThrows(IllegalArgumentException.class, () -> find(wide, request(), Marked.rectangle(0, 0, 90_000, 80_000)));
        assertTrue(refused.getMessage().contains("too large") && refused.getMessage().contains("256"), refused.getMessage());
        assertEquals(0, wide.reads.get());
    }

    @Test
    void find_inAShape_takesTheTilesInIt() throws Exception {
        var lowerLeft = new Marked(new Region(0, 0, 896, 896), (x, y) -> y > x + 100);
        var found = find(2, lowerLeft);
        assertEquals(6, found.tiles());
        assertEquals(1, find(2, new Marked(new Region(0, 0, 224, 224), (x, y) -> false)).tiles(), "of a thin shape, the tiles around it");
    }

    @Test
    void find_onASlideWithoutMpp_asksForIt() throws Exception {
        var slide = new DrawnSlide("unknown.tif", "dots", 600, 600, 9).mpp(Double.NaN);
        var refused = assertThrows(IllegalArgumentException.class, () -> find(slide, request(), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(refused.getMessage().contains("Image tab"), refused.getMessage());
        var told = SimilarSearch.find(engine, settings.slideMpp("0,5"), request(), slide, Marked.rectangle(0, 0, 300, 300), Steps.SILENT, new Cancellation());
        assertEquals("dots", told.answer().vote().leader());
        assertThrows(IllegalArgumentException.class, () -> SimilarSearch.find(engine, settings.slideMpp("half"), request(), slide, Marked.rectangle(0, 0, 300, 300), Steps.SILENT,
                new Cancellation()));
    }

    @Test
    void find_onFluorescenceOr16Bit_isRefused() {
        for (var kind : List.of("5 channels of 8 bits", "3 channels of 16 bits")) {
            var slide = new DrawnSlide("if.tif", "dots", 600, 600, 9).notRgb(kind);
            var refused = assertThrows(IllegalArgumentException.class, () -> find(slide, request(), Marked.rectangle(0, 0, 300, 300)));
            assertTrue(refused.getMessage().contains(kind), refused.getMessage());
        }
    }

    @Test
    void find_onASlideThatIsNotInTheCollection_saysThatNothingWasLeftOut() throws Exception {
        var slide = new DrawnSlide("new.tif", "noise", 600, 600, 9).file(live.folder().resolve("new.tif"));
        var found = find(slide, request(), Marked.rectangle(0, 0, 300, 300));
        assertNull(found.self());
        assertTrue(found.notes().get(0).contains("not known to the collection"), found.notes().toString());
        var refused = assertThrows(IllegalArgumentException.class, () -> SimilarityMap.find(engine, found, Steps.SILENT, new Cancellation()));
        assertTrue(refused.getMessage().contains("not in the collection"), refused.getMessage());
        var told = find(slide, SimilarRequest.of(settings, Map.of("group", "P1", "k", 5)), Marked.rectangle(0, 0, 300, 300));
        assertEquals(List.of(), told.notes());
        assertTrue(told.hits().stream().noneMatch(hit -> hit.hit().patient().equals("P1")));
    }

    @Test
    void find_onASlideThatMoved_isKnownByItsName() throws Exception {
        var slide = new DrawnSlide("moves.tif", "dots", 448, 448, 9).write(Files.createDirectories(SLIDES.get(0).file().resolveSibling("before")));
        var files = ProjectFiles.of(List.of(slide.entry(Map.of())));
        try (var job = ProjectIndexing.start(engine, files, new IndexWish("moved", null, DrawnSlide.MPP, true), state -> {}, Steps.SILENT, new Cancellation())) {
            assertEquals(Job.State.DONE, job.ended().get(4, TimeUnit.MINUTES).state());
        }
        var wanted = SimilarRequest.of(settings, Map.of("collection", "moved", "exclude", "none"));
        var copy = new DrawnSlide("moves.tif", "dots", 448, 448, 8).write(Files.createDirectories(live.folder().resolve("after")));
        assertNull(find(copy, wanted, Marked.rectangle(0, 0, 300, 300)).self(), "two files of one name are two slides");
        Files.delete(slide.file());
        var found = find(copy, wanted, Marked.rectangle(0, 0, 300, 300));
        assertEquals("moves.tif", found.self().patient());
        assertNotNull(found.hits().get(0).noPicture());
    }

    @Test
    void find_anotherCollectionOrSpace_isRefusedByName() throws Exception {
        assertCode(ErrorCode.NOT_FOUND, "nothing", SimilarRequest.of(settings, Map.of("collection", "nothing")));
        var noSpace = assertThrows(IllegalArgumentException.class, () -> find(SLIDES.get(0), SimilarRequest.of(settings, Map.of("space", "radiology")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(noSpace.getMessage().contains("pathology (concord-he, 480)"), noSpace.getMessage());
        var csv = Files.writeString(live.folder().resolve("uni.csv"), "x,y\n0,0\n224,0\n");
        live.cli("import", "imported", NumpyFile.write(csv.resolveSibling("uni.npy"), 2, 8, i -> i).toString(), "--encoder", "uni2-h", "--patch-size", "224");
        var noModel = assertThrows(IllegalArgumentException.class,
                () -> find(SLIDES.get(0), SimilarRequest.of(settings, Map.of("collection", "imported")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(noModel.getMessage().contains("uni2-h") && noModel.getMessage().contains("not on this machine"), noModel.getMessage());
        var which = assertThrows(IllegalArgumentException.class, () -> find(SLIDES.get(0), SimilarRequest.of(settings, Map.of("collection", "")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(which.getMessage().contains("drawn, imported"), which.getMessage());
    }

    @Test
    void find_withWhereAndExclude_holdsThem() throws Exception {
        var request = SimilarRequest.of(settings, Map.of("k", 7, "where", "label = \"dots\"", "exclude", "slide", "radiology", false, "pictures", false));
        var found = find(SLIDES.get(1), request, Marked.rectangle(0, 0, 448, 448));
        assertEquals(Exclude.SLIDE, request.exclude());
        assertTrue(found.hits().stream().allMatch(hit -> hit.label().equals("dots") && hit.hit().slide().equals("slide-4.tif")), found.table());
        assertNull(found.hits().get(0).picture());
        assertEquals(List.of(), found.scans());
        assertCode(ErrorCode.BAD_ARGUMENT, "needs a value", SimilarRequest.of(settings, Map.of("where", "label =")));
    }

    @Test
    void find_linkedSeries_areFetchedOnceACase_andAMissingFileIsSaid() throws Exception {
        var scans = find(0, Marked.rectangle(0, 0, 448, 448)).scans();
        assertEquals(List.of("MR FLAIR", "MR T1"), scans.stream().map(LinkedScan::name).sorted().toList());
        for (var scan : scans) {
            assertEquals("C3", scan.caseId());
            assertEquals(scan.name().equals("MR T1"), scan.picture() == null);
            assertEquals(scan.picture() == null, scan.noPicture() != null);
        }
    }

    @Test
    void heatmap_isHighestWhereTheRegionIs() throws Exception {
        var found = find(3, Marked.rectangle(224, 448, 224, 224));
        var map = SimilarityMap.find(engine, found, Steps.SILENT, new Cancellation());
        assertEquals(30, map.cells().size());
        var best = map.cells().stream().filter(cell -> cell.similarity() == 1).toList();
        assertEquals(List.of(new Region(224, 448, 224, 224)), best.stream().map(cell -> new Region(cell.place().x(), cell.place().y(), cell.place().width(), cell.place().height())).toList());
        assertEquals(0, best.get(0).distance(), 1e-5);
        assertTrue(map.cells().stream().anyMatch(cell -> cell.similarity() == 0));
        var picture = map.picture(1120, 1344);
        assertEquals(SimilarityMap.colour(1).getRGB(), picture.getRGB(300, 500));
        assertEquals(1344, picture.getHeight());
    }

    @Test
    void accept_takesTheVote_andNothingElse() throws Exception {
        var found = find(0, Marked.rectangle(200, 200, 448, 448));
        if (found.answer().vote().answer() == null) {
            var refused = assertThrows(IllegalArgumentException.class, () -> AcceptedLabel.of(found));
            assertTrue(refused.getMessage().contains("No answer"), refused.getMessage());
            return;
        }
        var accepted = AcceptedLabel.of(found);
        assertEquals("lines", accepted.className());
        assertEquals(5, accepted.measurements().get("Concord: voters"));
        assertNotNull(accepted.measurements().get("Concord: votes lines"));
        assertTrue(accepted.words().contains("Concord: margin"), accepted.words());
    }

    /** Every step in turn; after each the next search works. */
    @Test
    void cancel_atEveryStep_endsTheSearchAlone() throws Exception {
        var steps = new LinkedHashSet<String>();
        SimilarSearch.find(engine, settings, request(), SLIDES.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> steps.add(words), new Cancellation());
        assertTrue(steps.size() >= 6, steps.toString());
        for (var step : steps) {
            var cancellation = new Cancellation();
            var thrown = assertThrows(ConcordException.class, () -> SimilarSearch.find(engine, settings, request(), SLIDES.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> {
                if (words.equals(step)) {
                    cancellation.cancel("Cancelled at: " + step);
                }
            }, cancellation));
            assertEquals(ErrorCode.CANCELLED, thrown.code());
            assertEquals("Cancelled at: " + step, thrown.getMessage());
            assertTrue(Problem.of(thrown).isCancelled());
        }
        assertEquals(10, find(0, Marked.rectangle(0, 0, 448, 448)).hits().size());
    }

    @Test
    void newerSearch_takesThePlaceOfTheOlder() throws Exception {
        var inTheFirst = new CountDownLatch(1);
        try (var searches = new LatestOnly("test search")) {
            var first = searches.run(cancellation -> SimilarSearch.find(engine, settings, request(), SLIDES.get(0), Marked.rectangle(0, 0, 1120, 1344), (words, share) -> {
                inTheFirst.countDown();
                awaitCancelled(cancellation);
            }, cancellation));
            inTheFirst.await();
            var second = searches.run(cancellation -> SimilarSearch.find(engine, settings, request(), SLIDES.get(1), Marked.rectangle(0, 0, 300, 300), Steps.SILENT, cancellation));
            var replaced = assertThrows(CompletionException.class, first::join);
            assertTrue(LatestOnly.isReplaced(Problem.of(replaced)), replaced.toString());
            assertEquals("dots", second.join().answer().vote().leader());
        }
        var closed = new LatestOnly("closed");
        closed.close();
        assertTrue(Problem.of(assertThrows(CompletionException.class, () -> closed.run(cancellation -> 1).join())).isCancelled());
    }

    @Test
    void engineThatDies_midSearch_isStartedAgainByTheNext() throws Exception {
        var own = live.settings(COLLECTION, SLIDES.get(0).file().getParent());
        try (var link = new EngineLink(() -> own)) {
            var process = ProcessHandle.of(link.client(Steps.SILENT, new Cancellation()).server().pid()).orElseThrow();
            var thrown = assertThrows(ConcordException.class, () -> SimilarSearch.find(link, own, request(), SLIDES.get(0), Marked.rectangle(0, 0, 1120, 1344), (words, share) -> {
                if (words.startsWith("Reading and embedding tile 7")) {
                    process.destroyForcibly();
                    process.onExit().join();
                }
            }, new Cancellation()));
            assertEquals(ErrorCode.CLOSED, thrown.code());
            assertTrue(Problem.of(thrown).words().contains("Search again"), Problem.of(thrown).words());
            var steps = new LinkedHashSet<String>();
            var again = SimilarSearch.find(link, own, request(), SLIDES.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> steps.add(words), new Cancellation());
            assertEquals(10, again.hits().size());
            assertTrue(steps.contains("Starting the engine…"), steps.toString());
        }
    }

    private static void awaitCancelled(Cancellation cancellation) {
        while (!cancellation.isCancelled()) {
            Thread.onSpinWait();
        }
    }

    private static ConcordClient client() throws InterruptedException {
        return engine.client(Steps.SILENT, new Cancellation());
    }

    private static SimilarRequest request() {
        return SimilarRequest.of(settings);
    }

    private static SimilarCases find(int slide, Marked marked) throws InterruptedException {
        return find(SLIDES.get(slide), request(), marked);
    }

    private static SimilarCases find(RegionSource slide, SimilarRequest request, Marked marked) throws InterruptedException {
        return SimilarSearch.find(engine, settings, request, slide, marked, Steps.SILENT, new Cancellation());
    }

    private static void assertRefused(String word, Marked marked) {
        var refused = assertThrows(IllegalArgumentException.class, () -> find(0, marked));
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
        assertFalse(Problem.of(refused).isCancelled());
    }

    private static void assertCode(ErrorCode code, String word, SimilarRequest request) {
        var thrown = assertThrows(ConcordException.class, () -> find(SLIDES.get(0), request, Marked.rectangle(0, 0, 300, 300)));
        assertEquals(code, thrown.code(), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(word), thrown.getMessage());
    }

    private static String scan(Path folder, String name) throws Exception {
        var file = folder.resolve(name);
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return file.toString();
    }

    /** Says that it is large; reading it fails the test. */
    private static final class HugeSlide implements RegionSource {
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        public String name() {
            return "huge.svs";
        }

        @Override
        public int width() {
            return 100_000;
        }

        @Override
        public int height() {
            return 80_000;
        }

        @Override
        public double mpp() {
            return 0.25;
        }

        @Override
        public boolean isRgb() {
            return true;
        }

        @Override
        public String kind() {
            return "";
        }

        @Override
        public double[] downsamples() {
            return new double[] {1, 4, 16};
        }

        @Override
        public Path file() {
            return null;
        }

        @Override
        public BufferedImage read(Region region, double downsample) {
            reads.incrementAndGet();
            throw new AssertionError("read " + region);
        }
    }
}
