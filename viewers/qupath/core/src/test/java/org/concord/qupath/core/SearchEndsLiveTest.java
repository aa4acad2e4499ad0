package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.junit.jupiter.api.Test;

/** Searches that are ended: by the user, by a newer one, by an engine that dies. */
class SearchEndsLiveTest extends LiveProjectTest {
    /** Every step in turn; after each the next search works. */
    @Test
    void cancel_atEveryStep_endsTheSearchAlone() throws Exception {
        var steps = new LinkedHashSet<String>();
        SimilarSearch.find(project.engine, project.settings, project.request(), project.slides.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> steps.add(words), new Cancellation());
        assertTrue(steps.size() >= 6, steps.toString());
        for (var step : steps) {
            var cancellation = new Cancellation();
            var thrown = assertThrows(ConcordException.class, () -> SimilarSearch.find(project.engine, project.settings, project.request(), project.slides.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> {
                if (words.equals(step)) {
                    cancellation.cancel("Cancelled at: " + step);
                }
            }, cancellation));
            assertEquals(ErrorCode.CANCELLED, thrown.code());
            assertEquals("Cancelled at: " + step, thrown.getMessage());
            assertTrue(Problem.of(thrown).isCancelled());
        }
        assertEquals(10, project.find(0, Marked.rectangle(0, 0, 448, 448)).hits().size());
    }

    @Test
    void newerSearch_takesThePlaceOfTheOlder() throws Exception {
        var inTheFirst = new CountDownLatch(1);
        try (var searches = new LatestOnly("test search")) {
            var first = searches.run(cancellation -> SimilarSearch.find(project.engine, project.settings, project.request(), project.slides.get(0), Marked.rectangle(0, 0, 1120, 1344), (words, share) -> {
                inTheFirst.countDown();
                awaitCancelled(cancellation);
            }, cancellation));
            inTheFirst.await();
            var second = searches.run(cancellation -> SimilarSearch.find(project.engine, project.settings, project.request(), project.slides.get(1), Marked.rectangle(0, 0, 300, 300), Steps.SILENT, cancellation));
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
        var own = project.live.settings(IndexedProject.COLLECTION, project.slides.get(0).file().getParent());
        try (var link = new EngineLink(() -> own)) {
            var process = ProcessHandle.of(link.client(Steps.SILENT, new Cancellation()).server().pid()).orElseThrow();
            var thrown = assertThrows(ConcordException.class, () -> SimilarSearch.find(link, own, project.request(), project.slides.get(0), Marked.rectangle(0, 0, 1120, 1344), (words, share) -> {
                if (words.startsWith("Reading and embedding tile 7")) {
                    process.destroyForcibly();
                    process.onExit().join();
                }
            }, new Cancellation()));
            assertEquals(ErrorCode.CLOSED, thrown.code());
            assertTrue(Problem.of(thrown).words().contains("Search again"), Problem.of(thrown).words());
            var steps = new LinkedHashSet<String>();
            var again = SimilarSearch.find(link, own, project.request(), project.slides.get(0), Marked.rectangle(0, 0, 448, 448), (words, share) -> steps.add(words), new Cancellation());
            assertEquals(10, again.hits().size());
            assertTrue(steps.contains("Starting the engine…"), steps.toString());
        }
    }

    private static void awaitCancelled(Cancellation cancellation) {
        while (!cancellation.isCancelled()) {
            Thread.onSpinWait();
        }
    }
}
