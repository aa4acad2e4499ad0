package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.concord.client.ConcordClient;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.Job;
import org.concord.client.Query;
import org.concord.client.Region;
import org.concord.client.SearchRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slide of a scanner, read through another program than the engine's tiling, as a viewer's image server is. Skipped, and said so, where CONCORD_DATA has none. */
@Timeout(300) // Of a hang, not of speed.
class RealSlideLiveTest {
    private static final String SLIDE = "cmu-1-small-region.svs";
    private static final double MPP = 0.499;
    private static final int WIDTH = 2220;
    private static final int HEIGHT = 2967;

    @Test
    void find_onAScannersSlide_isTheEnginesOwnRegionSearch() throws Exception {
        var folder = data();
        try (var live = new LiveEngine()) {
            var settings = live.settings("real", folder);
            try (var engine = new EngineLink(() -> settings)) {
                index(engine, folder.resolve(SLIDE));
                var client = engine.client(Steps.SILENT, new Cancellation());
                for (var region : List.of(new Region(400, 500, 900, 700), new Region(1000, 1200, 200, 200))) {
                    var request = SimilarRequest.of(settings, Map.of("exclude", "none"));
                    var marked = Marked.rectangle(region.x(), region.y(), region.width(), region.height());
                    var found = SimilarSearch.find(engine, settings, request, new EngineSlide(client, folder.resolve(SLIDE)), marked, Steps.SILENT, new Cancellation());
                    var engines = client.search(new SearchRequest("real", Query.image(folder.resolve(SLIDE).toString(), region, null)).exclude(Exclude.NONE)).await();
                    assertEquals(engines.hits().stream().map(Hit::tile).toList(), found.hits().stream().map(hit -> hit.hit().tile()).toList(), region.toString());
                    assertEquals(engines.hits().get(0).distance(), found.hits().get(0).hit().distance(), 1e-4);
                    assertEquals(SLIDE, found.self().slide());
                    assertTrue(found.hits().stream().allMatch(hit -> hit.picture() != null));
                }
            }
        }
    }

    private static void index(EngineLink engine, Path slide) throws Exception {
        var files = ProjectFiles.of(List.of(new ProjectSlide("1", "renamed", List.of(slide.toUri()), Map.of())));
        try (var job = ProjectIndexing.start(engine, files, new IndexWish("real", null, Double.NaN, true), state -> {}, Steps.SILENT, new Cancellation())) {
            assertEquals(Job.State.DONE, job.ended().get(4, TimeUnit.MINUTES).state());
        }
    }

    private static Path data() {
        var given = System.getenv("CONCORD_DATA");
        var folder = Path.of(given == null || given.isEmpty() ? "../../../../shared/data" : given, "wsi").toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(SLIDE))) {
            System.err.println("SKIPPED: a scanner's slide in QuPath's extension; CONCORD_DATA has no wsi/" + SLIDE);
            abort("SKIPPED: no slide");
        }
        return folder;
    }

    /** Pixels by the engine's own method for pictures, which knows no tiles. */
    private record EngineSlide(ConcordClient client, Path file) implements RegionSource {
        @Override
        public String name() {
            return SLIDE;
        }

        @Override
        public int width() {
            return WIDTH;
        }

        @Override
        public int height() {
            return HEIGHT;
        }

        @Override
        public double mpp() {
            return MPP;
        }

        @Override
        public boolean isRgb() {
            return true;
        }

        @Override
        public String kind() {
            return "3 channels of 8 bits";
        }

        @Override
        public double[] downsamples() {
            return new double[] {1};
        }

        @Override
        public BufferedImage read(Region region, double downsample) {
            int side = (int) Math.max(1, Math.round(Math.max(region.width(), region.height()) / downsample));
            return client.region(file.toString(), region, side).join().toImage();
        }
    }
}
