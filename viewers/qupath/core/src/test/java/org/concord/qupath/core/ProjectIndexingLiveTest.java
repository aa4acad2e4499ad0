package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Indexing a project, against `concord serve`: to its end, cancelled, left, found again, refused. */
@Timeout(300) // Of a hang, not of speed.
class ProjectIndexingLiveTest {
    private static final int SLIDES = 3;
    private static final int TILES_A_SLIDE = 100;

    private static LiveEngine live;
    private static Path folder;
    private static ProjectFiles project;

    @BeforeAll
    static void draw() throws Exception {
        live = new LiveEngine();
        folder = Files.createDirectory(live.folder().resolve("slides"));
        var slides = new ArrayList<ProjectSlide>();
        for (int i = 0; i < SLIDES; i++) {
            slides.add(new DrawnSlide("large-" + i + ".tif", "noise", 2240, 2240, i).write(folder).entry(Map.of()));
        }
        project = ProjectFiles.of(slides);
    }

    @AfterAll
    static void stop() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void start_toItsEnd_reportsProgressAndWhatItDid_andAgainFindsAllThere() throws Exception {
        var events = new CopyOnWriteArrayList<Job>();
        try (var engine = link("whole", folder); var job = start(engine, "whole", events)) {
            var ended = job.ended().get(4, TimeUnit.MINUTES);
            assertEquals("Indexed: 300 tiles of 3 slides added, 0 slides were there, 0 left out.", ProjectIndexing.words(ended));
            assertEquals(Job.State.DONE, events.get(events.size() - 1).state(), "the listener is told of the end before whoever waits for it");
            assertNull(ProjectIndexing.resume(engine, "whole", event -> {}, new Cancellation()));
            try (var again = start(engine, "whole", events)) {
                assertEquals("Indexed: 0 tiles of 0 slides added, 3 slides were there, 0 left out.", ProjectIndexing.words(again.ended().get(4, TimeUnit.MINUTES)));
            }
        }
    }

    @Test
    void cancel_keepsWhatWasFinished_andStartingAgainGoesOn() throws Exception {
        try (var engine = link("stopped", folder)) {
            var working = new CompletableFuture<Job>();
            try (var job = start(engine, "stopped", working)) {
                working.get(4, TimeUnit.MINUTES);
                job.cancel();
                var ended = job.ended().get(4, TimeUnit.MINUTES);
                assertStoppedOrThrough(ended);
            }
            try (var again = start(engine, "stopped", new CopyOnWriteArrayList<>())) {
                assertEquals(Job.State.DONE, again.ended().get(4, TimeUnit.MINUTES).state());
            }
            assertEquals((long) SLIDES * TILES_A_SLIDE, engine.client(Steps.SILENT, new Cancellation()).collections().info("stopped").await().tiles());
        }
    }

    @Test
    void leave_goingOn_endsAtTheEngine_andIsFoundAgain() throws Exception {
        var settings = live.settings("left", folder);
        var engine = new EngineLink(() -> settings);
        start(engine, "left", new CopyOnWriteArrayList<>()).leave(true);
        engine.close();
        try (var later = new EngineLink(() -> settings); var found = ProjectIndexing.resume(later, "left", event -> {}, new Cancellation())) {
            if (found != null) {
                assertEquals(Job.State.DONE, found.ended().get(4, TimeUnit.MINUTES).state());
            }
            assertEquals((long) SLIDES * TILES_A_SLIDE, later.client(Steps.SILENT, new Cancellation()).collections().info("left").await().tiles());
        }
    }

    @Test
    void leave_stopping_stopsAtTheEngine() throws Exception {
        try (var engine = link("ended", folder)) {
            var working = new CompletableFuture<Job>();
            start(engine, "ended", working).leave(false);
            var jobs = engine.client(Steps.SILENT, new Cancellation()).index().list().await();
            var job = jobs.stream().filter(each -> "ended".equals(each.collection())).findFirst().orElseThrow();
            var ended = job.isOver() ? job : engine.client(Steps.SILENT, new Cancellation()).index().watch(job.job(), event -> {}).ended().get(4, TimeUnit.MINUTES);
            assertStoppedOrThrough(ended);
        }
    }

    @Test
    void engineThatDies_isSaid_andTheNextGoesOn() throws Exception {
        try (var engine = link("killed", folder)) {
            var working = new CompletableFuture<Job>();
            try (var job = start(engine, "killed", working)) {
                working.get(4, TimeUnit.MINUTES);
                var process = ProcessHandle.of(engine.client(Steps.SILENT, new Cancellation()).server().pid()).orElseThrow();
                process.destroyForcibly();
                process.onExit().join();
                var failed = assertThrows(ExecutionException.class, () -> job.ended().get(4, TimeUnit.MINUTES));
                assertEquals(ErrorCode.CLOSED, Problem.of(failed.getCause()).code());
                assertTrue(Problem.of(failed.getCause()).words().contains("is kept"), failed.toString());
            }
            try (var again = start(engine, "killed", new CopyOnWriteArrayList<>())) {
                assertEquals(Job.State.DONE, again.ended().get(4, TimeUnit.MINUTES).state());
            }
            assertEquals((long) SLIDES * TILES_A_SLIDE, engine.client(Steps.SILENT, new Cancellation()).collections().info("killed").await().tiles());
        }
    }

    /** The engine runs already, for a folder that is not the project's. */
    @Test
    void start_whereTheEngineMayNotRead_saysSo_andAfterARestartWorks() throws Exception {
        var other = Files.createDirectory(live.folder().resolve("other"));
        try (var engine = link("refused", other)) {
            engine.client(Steps.SILENT, new Cancellation());
            var thrown = assertThrows(ConcordException.class, () -> start(engine, "refused", new CopyOnWriteArrayList<>()));
            assertEquals(ErrorCode.NOT_FOUND, thrown.code());
            assertTrue(Problem.of(thrown).advice().contains("Allow its folder"), Problem.of(thrown).words());
            assertTrue(engine.startedHere());
            engine.endEngine();
            try (var job = start(engine, "refused", new CopyOnWriteArrayList<>())) {
                assertEquals(Job.State.DONE, job.ended().get(4, TimeUnit.MINUTES).state());
            }
        }
    }

    /** In a home of its own, where nothing was ever indexed. */
    @Test
    void find_whereThereIsNoCollection_isToldFromOtherFailures() throws Exception {
        try (var fresh = new LiveEngine()) {
            var settings = fresh.settings("");
            try (var engine = new EngineLink(() -> settings)) {
                var slide = new DrawnSlide("any.tif", "dots", 300, 300, 1);
                assertThrows(NoCollectionException.class, () -> SimilarSearch.find(engine, settings, SimilarRequest.of(settings), slide, Marked.rectangle(0, 0, 300, 300), Steps.SILENT,
                        new Cancellation()));
            }
        }
    }

    @Test
    void endEngine_ofSomeoneElse_isRefused() throws Exception {
        var settings = live.settings("shared", folder);
        try (var first = new EngineLink(() -> settings); var second = new EngineLink(() -> settings)) {
            first.client(Steps.SILENT, new Cancellation());
            second.client(Steps.SILENT, new Cancellation());
            assertFalse(second.startedHere());
            assertThrows(IllegalStateException.class, second::endEngine);
            assertEquals("ok", first.client(Steps.SILENT, new Cancellation()).health().await().status());
        }
    }

    @Test
    void start_withNothingToIndex_isRefusedBeforeTheEngineIsAsked() {
        var none = new EngineLink(() -> Settings.defaults().start(false).engine("/nowhere/at/all.sock", "", ""));
        var wish = new IndexWish("empty", null, Double.NaN, true);
        var empty = assertThrows(IllegalArgumentException.class, () -> ProjectIndexing.start(none, ProjectFiles.of(List.of()), wish, event -> {}, Steps.SILENT, new Cancellation()));
        assertTrue(empty.getMessage().contains("no slides yet"), empty.getMessage());
        var gone = ProjectFiles.of(List.of(new ProjectSlide("1", "moved", List.of(Path.of("/gone/a.svs").toUri()), Map.of())));
        var moved = assertThrows(IllegalArgumentException.class, () -> ProjectIndexing.start(none, gone, wish, event -> {}, Steps.SILENT, new Cancellation()));
        assertTrue(moved.getMessage().contains("/gone/a.svs"), moved.getMessage());
    }

    /** Cancelling comes too late for a job that is through; then it has all its tiles. */
    private static void assertStoppedOrThrough(Job ended) {
        assertNotEquals(Job.State.FAILED, ended.state(), () -> ProjectIndexing.words(ended));
        if (ended.state() != Job.State.CANCELLED) {
            assertEquals(Job.State.DONE, ended.state());
            assertEquals((long) SLIDES * TILES_A_SLIDE, ended.report().tiles());
        }
    }

    private static EngineLink link(String collection, Path readable) {
        var settings = live.settings(collection, readable);
        return new EngineLink(() -> settings);
    }

    private static ProjectIndexing start(EngineLink engine, String collection, List<Job> events) throws InterruptedException {
        return ProjectIndexing.start(engine, project, new IndexWish(collection, null, DrawnSlide.MPP, true), events::add, Steps.SILENT, new Cancellation());
    }

    /** Completes the future with the first event of a tile that is done, or of the end. */
    private static ProjectIndexing start(EngineLink engine, String collection, CompletableFuture<Job> working) throws InterruptedException {
        return ProjectIndexing.start(engine, project, new IndexWish(collection, null, DrawnSlide.MPP, true), job -> {
            if (job.done() > 0 || job.isOver()) {
                working.complete(job);
            }
        }, Steps.SILENT, new Cancellation());
    }
}
