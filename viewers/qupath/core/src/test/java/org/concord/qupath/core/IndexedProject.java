package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.concord.client.ConcordClient;
import org.concord.client.Job;
import org.concord.client.SeriesLink;

/** Six drawn slides of three patients, indexed by a live engine as a project; two series are linked to a case, the file of one is gone. */
final class IndexedProject implements AutoCloseable {
    static final String COLLECTION = "drawn";

    private static final String[] TEXTURES = {"lines", "dots", "noise", "lines", "dots", "noise"};

    final LiveEngine live = new LiveEngine();
    final List<DrawnSlide> slides = new ArrayList<>();
    final Settings settings;
    final EngineLink engine;

    IndexedProject() throws Exception {
        var folder = Files.createDirectory(live.folder().resolve("slides"));
        var project = new ArrayList<ProjectSlide>();
        for (int i = 0; i < TEXTURES.length; i++) {
            var slide = new DrawnSlide("slide-" + i + ".tif", TEXTURES[i], 1120, 1344, i).write(folder);
            slides.add(slide);
            project.add(slide.entry(Map.of("label", TEXTURES[i], "Patient", "P" + i / 2, "case", "C" + i, "name", "never written")));
        }
        settings = live.settings(COLLECTION, folder);
        engine = new EngineLink(() -> settings);
        var files = ProjectFiles.of(project);
        index(files, new IndexWish(COLLECTION, ProjectTable.write(folder, files), DrawnSlide.MPP, true));
        client().link(COLLECTION, List.of(new SeriesLink("C3", "MR", "FLAIR", scan(folder, "flair.png")), new SeriesLink("C3", "MR", "T1", scan(folder, "gone.png")))).await();
        Files.delete(folder.resolve("gone.png"));
    }

    void index(ProjectFiles files, IndexWish wish) throws Exception {
        try (var job = ProjectIndexing.start(engine, files, wish, state -> {}, Steps.SILENT, new Cancellation())) {
            var ended = job.ended().get(4, TimeUnit.MINUTES);
            assertEquals(Job.State.DONE, ended.state(), () -> ProjectIndexing.words(ended));
        }
    }

    ConcordClient client() throws InterruptedException {
        return engine.client(Steps.SILENT, new Cancellation());
    }

    SimilarRequest request() {
        return SimilarRequest.of(settings);
    }

    SimilarCases find(int slide, Marked marked) throws InterruptedException {
        return find(slides.get(slide), request(), marked);
    }

    SimilarCases find(RegionSource slide, SimilarRequest request, Marked marked) throws InterruptedException {
        return SimilarSearch.find(engine, settings, request, slide, marked, Steps.SILENT, new Cancellation());
    }

    @Override
    public void close() throws IOException {
        engine.close();
        live.close();
    }

    private static String scan(Path folder, String name) throws IOException {
        var file = folder.resolve(name);
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return file.toString();
    }
}
