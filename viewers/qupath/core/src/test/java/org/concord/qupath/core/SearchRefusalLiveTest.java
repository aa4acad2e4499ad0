package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Region;
import org.junit.jupiter.api.Test;

/** Regions, slides and wishes that cannot be, or only in part. */
class SearchRefusalLiveTest extends LiveProjectTest {
    @Test
    void find_clippedTinyOrSmall_saysSoOrRefuses() throws Exception {
        var overhanging = project.find(0, Marked.rectangle(-300, 1200, 700, 700));
        assertTrue(overhanging.notes().get(0).contains("off the slide"), overhanging.notes().toString());
        assertTrue(project.find(0, Marked.rectangle(500, 500, 20, 30)).notes().get(0).contains("smaller than a tile"));
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
        var refused = assertThrows(IllegalArgumentException.class, () -> project.find(wide, project.request(), Marked.rectangle(0, 0, 90_000, 80_000)));
        assertTrue(refused.getMessage().contains("too large") && refused.getMessage().contains("256"), refused.getMessage());
        assertEquals(0, wide.reads.get());
    }

    @Test
    void find_onASlideWithoutMpp_asksForIt() throws Exception {
        var slide = new DrawnSlide("unknown.tif", "dots", 600, 600, 9).mpp(Double.NaN);
        var refused = assertThrows(IllegalArgumentException.class, () -> project.find(slide, project.request(), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(refused.getMessage().contains("Image tab"), refused.getMessage());
        var told = SimilarSearch.find(project.engine, project.settings.slideMpp("0,5"), project.request(), slide, Marked.rectangle(0, 0, 300, 300), Steps.SILENT, new Cancellation());
        assertEquals("dots", told.answer().vote().leader());
        assertThrows(IllegalArgumentException.class, () -> SimilarSearch.find(project.engine, project.settings.slideMpp("half"), project.request(), slide, Marked.rectangle(0, 0, 300, 300), Steps.SILENT,
                new Cancellation()));
    }

    @Test
    void find_onFluorescenceOr16Bit_isRefused() {
        for (var kind : List.of("5 channels of 8 bits", "3 channels of 16 bits")) {
            var slide = new DrawnSlide("if.tif", "dots", 600, 600, 9).notRgb(kind);
            var refused = assertThrows(IllegalArgumentException.class, () -> project.find(slide, project.request(), Marked.rectangle(0, 0, 300, 300)));
            assertTrue(refused.getMessage().contains(kind), refused.getMessage());
        }
    }

    @Test
    void find_onASlideThatIsNotInTheCollection_saysThatNothingWasLeftOut() throws Exception {
        var slide = new DrawnSlide("new.tif", "noise", 600, 600, 9).file(project.live.folder().resolve("new.tif"));
        var found = project.find(slide, project.request(), Marked.rectangle(0, 0, 300, 300));
        assertNull(found.self());
        assertTrue(found.notes().get(0).contains("not known to the collection"), found.notes().toString());
        var refused = assertThrows(IllegalArgumentException.class, () -> SimilarityMap.find(project.engine, found, Steps.SILENT, new Cancellation()));
        assertTrue(refused.getMessage().contains("not in the collection"), refused.getMessage());
        var told = project.find(slide, SimilarRequest.of(project.settings, Map.of("group", "P1", "k", 5)), Marked.rectangle(0, 0, 300, 300));
        assertEquals(List.of(), told.notes());
        assertTrue(told.hits().stream().noneMatch(hit -> hit.hit().patient().equals("P1")));
    }

    @Test
    void find_onASlideThatMoved_isKnownByItsName() throws Exception {
        var slide = new DrawnSlide("moves.tif", "dots", 448, 448, 9).write(Files.createDirectories(project.slides.get(0).file().resolveSibling("before")));
        var files = ProjectFiles.of(List.of(slide.entry(Map.of())));
        project.index(files, new IndexWish("moved", null, DrawnSlide.MPP, true));
        var wanted = SimilarRequest.of(project.settings, Map.of("collection", "moved", "exclude", "none"));
        var copy = new DrawnSlide("moves.tif", "dots", 448, 448, 8).write(Files.createDirectories(project.live.folder().resolve("after")));
        assertNull(project.find(copy, wanted, Marked.rectangle(0, 0, 300, 300)).self(), "two files of one name are two slides");
        Files.delete(slide.file());
        var found = project.find(copy, wanted, Marked.rectangle(0, 0, 300, 300));
        assertEquals("moves.tif", found.self().patient());
        assertNotNull(found.hits().get(0).noPicture());
    }

    /** The file went when the slide was open already. */
    @Test
    void find_onASlideThatCannotBeReadAnyMore_saysWhereToLook() {
        var slide = new DrawnSlide("gone.tif", "dots", 600, 600, 9).unreadable("No such file");
        var thrown = assertThrows(ConcordException.class, () -> project.find(slide, project.request(), Marked.rectangle(0, 0, 300, 300)));
        assertEquals(ErrorCode.IO_ERROR, thrown.code());
        assertTrue(thrown.getMessage().contains("No such file") && thrown.getMessage().contains("still where the project says"), thrown.getMessage());
    }

    @Test
    void find_anotherCollectionOrSpace_isRefusedByName() throws Exception {
        assertCode(ErrorCode.NOT_FOUND, "nothing", SimilarRequest.of(project.settings, Map.of("collection", "nothing")));
        var noSpace = assertThrows(IllegalArgumentException.class, () -> project.find(project.slides.get(0), SimilarRequest.of(project.settings, Map.of("space", "radiology")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(noSpace.getMessage().contains("pathology (concord-he, 480)"), noSpace.getMessage());
        var csv = Files.writeString(project.live.folder().resolve("uni.csv"), "x,y\n0,0\n224,0\n");
        project.live.cli("import", "imported", NumpyFile.write(csv.resolveSibling("uni.npy"), 2, 8, i -> i).toString(), "--encoder", "uni2-h", "--patch-size", "224");
        var noModel = assertThrows(IllegalArgumentException.class,
                () -> project.find(project.slides.get(0), SimilarRequest.of(project.settings, Map.of("collection", "imported")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(noModel.getMessage().contains("uni2-h") && noModel.getMessage().contains("not on this machine"), noModel.getMessage());
        var which = assertThrows(IllegalArgumentException.class, () -> project.find(project.slides.get(0), SimilarRequest.of(project.settings, Map.of("collection", "")), Marked.rectangle(0, 0, 300, 300)));
        assertTrue(which.getMessage().contains("drawn, imported"), which.getMessage());
    }

    @Test
    void find_aConditionThatIsNone_isRefusedByTheEngine() {
        assertCode(ErrorCode.BAD_ARGUMENT, "needs a value", SimilarRequest.of(project.settings, Map.of("where", "label =")));
    }

    private static void assertRefused(String word, Marked marked) {
        var refused = assertThrows(IllegalArgumentException.class, () -> project.find(0, marked));
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
        assertFalse(Problem.of(refused).isCancelled());
    }

    private static void assertCode(ErrorCode code, String word, SimilarRequest request) {
        var thrown = assertThrows(ConcordException.class, () -> project.find(project.slides.get(0), request, Marked.rectangle(0, 0, 300, 300)));
        assertEquals(code, thrown.code(), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(word), thrown.getMessage());
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
