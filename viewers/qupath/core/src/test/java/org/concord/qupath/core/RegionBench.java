package org.concord.qupath.core;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long a user waits from a marked region to ten hits with pictures, in a collection of 100,096 tiles of 391 slides: `RegionBench [ROUNDS]`, with CONCORD naming a program. The
 * vectors are drawn (groups around 400 centres) and imported; the slides are tiled TIFF, so that pictures are really read and decoded. The region is embedded by the built-in model in a
 * collection beside it, for the model of imported vectors is not here, and its vector then searched for.
 */
public final class RegionBench {
    private static final int SLIDES = 391;
    private static final int ACROSS = 16;
    private static final int SIDE = 224;
    private static final int DIMENSION = 480;
    private static final int CENTRES = 400;
    private static final int ROWS = SLIDES * ACROSS * ACROSS;
    private static final int WARM_UP = 3;
    private static final double NANOSECONDS_A_MILLISECOND = 1e6;

    private RegionBench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        try (var live = new LiveEngine()) {
            var folder = Files.createDirectory(live.folder().resolve("slides"));
            var slide = draw(folder);
            live.cli("import", "big", features(live.folder()).toString(), "--encoder", "drawn", "--patch-size", String.valueOf(SIDE));
            live.cli("collection", "link", "big", "--slides", folder.toString());
            live.cli("collection", "compact", "big");
            live.cli("collection", "create", "small");
            var settings = live.settings("big", folder);
            try (var engine = new EngineLink(() -> settings)) {
                measure(engine, SimilarRequest.of(settings), slide, rounds);
            }
        }
    }

    private static void measure(EngineLink engine, SimilarRequest request, DrawnSlide slide, int rounds) throws InterruptedException {
        var client = engine.client(Steps.SILENT, new Cancellation());
        var cancellation = new Cancellation();
        var small = QuerySpace.find(client, "small", "", cancellation);
        var big = new QuerySpace("big", "drawn", "cosine", ROWS, SIDE, DrawnSlide.MPP);
        var random = new Random(1);
        var embedding = new ArrayList<Double>();
        var rest = new ArrayList<Double>();
        for (int i = -WARM_UP; i < rounds; i++) {
            var marked = Marked.rectangle(random.nextInt(3000), random.nextInt(3000), 448, 448);
            long start = System.nanoTime();
            var plan = TilePlan.of(marked, slide, DrawnSlide.MPP, small);
            var vector = QueryVector.of(client, small, slide, plan, Steps.SILENT, cancellation);
            long embedded = System.nanoTime();
            var picture = RegionReader.picture(slide, marked.bounds());
            var asked = new SimilarSearch.Asked(vector, picture, slide, plan.places().size(), 0, new ArrayList<>());
            var found = SimilarSearch.find(client, big, request, asked, Steps.SILENT, cancellation);
            long end = System.nanoTime();
            if (found.hits().size() != 10 || found.hits().stream().anyMatch(hit -> hit.picture() == null) || found.self() == null) {
                throw new AssertionError(found.table() + found.hits().get(0).noPicture());
            }
            if (i >= 0) {
                embedding.add((embedded - start) / NANOSECONDS_A_MILLISECOND);
                rest.add((end - embedded) / NANOSECONDS_A_MILLISECOND);
            } else if (i == -1) {
                System.out.println(found.badge() + ", " + found.evidence());
            }
        }
        print(System.out, "reading and embedding 4 tiles", embedding);
        print(System.out, "from there to ten hits with pictures", rest);
    }

    private static void print(PrintStream out, String what, List<Double> milliseconds) {
        var sorted = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        out.printf(Locale.ROOT, "%s: median %.0f ms, longest of %d %.0f ms%n", what, sorted[sorted.length / 2], sorted.length, sorted[sorted.length - 1]);
    }

    /** One file under many names: what is read of each is the same work. */
    private static DrawnSlide draw(Path folder) throws IOException {
        var slide = new DrawnSlide("slide-000.tif", "tissue 80", ACROSS * SIDE, ACROSS * SIDE, 1).write(folder);
        for (int i = 1; i < SLIDES; i++) {
            Files.createLink(folder.resolve(String.format("slide-%03d.tif", i)), slide.file());
        }
        return slide;
    }

    private static Path features(Path folder) throws IOException {
        var random = new Random(2);
        var centres = new double[CENTRES * DIMENSION];
        Arrays.setAll(centres, i -> random.nextGaussian());
        var table = new StringBuilder("slide,x,y,patient,label\n");
        var groups = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int slide = row / (ACROSS * ACROSS);
            int place = row % (ACROSS * ACROSS);
            groups[row] = random.nextInt(CENTRES);
            table.append(String.format("slide-%03d,%d,%d,P%d,group-%d%n", slide, place % ACROSS * SIDE, place / ACROSS * SIDE, slide, groups[row] % 5));
        }
        Files.writeString(folder.resolve("features.csv"), table);
        return NumpyFile.write(folder.resolve("features.npy"), ROWS, DIMENSION, i -> centres[groups[i / DIMENSION] * DIMENSION + i % DIMENSION] + 0.5 * random.nextGaussian());
    }
}
