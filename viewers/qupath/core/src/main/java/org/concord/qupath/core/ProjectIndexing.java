package org.concord.qupath.core;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.CreateRequest;
import org.concord.client.ErrorCode;
import org.concord.client.IndexRequest;
import org.concord.client.Job;
import org.concord.client.JobWatch;

/**
 * An index job of the engine, watched. The job is the engine's: it goes on when QuPath closes or the connection ends, unless it is cancelled; what was finished is kept in any
 * case, and starting again resumes. Any thread; the listener is told on the connection's thread.
 */
public final class ProjectIndexing implements AutoCloseable {
    private final ConcordClient client;
    private final JobWatch watch;

    private ProjectIndexing(ConcordClient client, String job, Consumer<Job> listener) {
        this.client = client;
        watch = client.index().watch(job, listener);
    }

    /**
     * Starts. Throws {@link ConcordException}: NOT_FOUND where the engine may not read a file's folder ({@link EngineLink#allow}), LOCKED where another writes the collection;
     * IllegalArgumentException where there is nothing to index.
     */
    public static ProjectIndexing start(EngineLink engine, ProjectFiles project, IndexWish wish, Consumer<Job> listener, Steps steps, Cancellation cancellation)
            throws InterruptedException {
        if (project.files().isEmpty()) {
            throw new IllegalArgumentException(project.left().isEmpty() ? "The project has no slides yet." : "None of the project's slides can be indexed: "
                    + project.left().get(0).file() + ": " + project.left().get(0).reason() + ".");
        }
        engine.allow(project.folders());
        if (wish.labels() != null) {
            engine.allow(List.of(LocalFiles.real(wish.labels()).getParent()));
        }
        var client = engine.client(steps, cancellation);
        createWhereNone(client, wish.collection(), cancellation);
        var request = new IndexRequest(wish.collection(), project.files().stream().map(Path::toString).toList()).background(!wish.wholeMachine())
                .labels(wish.labels() == null ? null : LocalFiles.real(wish.labels()).toString());
        if (!Double.isNaN(wish.mpp())) {
            request.mpp(wish.mpp());
        }
        return new ProjectIndexing(client, cancellation.await(client.index().start(request)), listener);
    }

    /** The job of this collection that the engine works on, started earlier, by whom ever; null where there is none. */
    public static ProjectIndexing resume(EngineLink engine, String collection, Consumer<Job> listener, Cancellation cancellation) throws InterruptedException {
        var client = engine.client(Steps.SILENT, cancellation);
        for (var job : cancellation.await(client.index().list())) {
            if (collection.equals(job.collection()) && !job.isOver()) {
                return new ProjectIndexing(client, job.job(), listener);
            }
        }
        return null;
    }

    /** How it ended. Fails with {@link ConcordException} CLOSED where the engine or the connection ended first. */
    public CompletableFuture<Job> ended() {
        return watch.ended();
    }

    /** Stops the job; what was finished is kept. */
    public void cancel() {
        client.index().cancel(watch.job());
    }

    /** QuPath closes: the job goes on, or is stopped, as the user said. Returns when the engine knows. */
    public void leave(boolean goesOn) throws InterruptedException {
        if (!goesOn && client.isOpen() && !ended().isDone()) {
            try {
                client.index().cancel(watch.job()).await();
            } catch (ConcordException e) {
                if (e.code() != ErrorCode.CLOSED && e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.STOPPING) {
                    throw e;
                }
            }
        }
        close();
    }

    /** Watches no longer; the job goes on. */
    @Override
    public void close() {
        watch.close();
    }

    /** How far a job is, for people. */
    public static String words(Job job) {
        return switch (job.state()) {
            case RUNNING -> job.total() == 0 ? "Looking at the slides…" : String.format("%,d of %,d tiles indexed", job.done(), job.total());
            case DONE -> ended(job, "Indexed");
            case CANCELLED -> ended(job, "Stopped; what was finished is kept, and indexing again goes on there");
            case INTERRUPTED -> ended(job, "Interrupted as the engine stopped; what was finished is kept, and indexing again goes on there");
            case FAILED -> "Indexing failed: " + (job.error() == null ? "the engine gave no reason" : Problem.of(job.error()).words());
            case UNKNOWN -> "The engine says something of this job that this extension does not know.";
        };
    }

    private static String ended(Job job, String how) {
        if (job.report() == null) {
            return how + ".";
        }
        var report = job.report();
        return String.format("%s: %,d tiles of %,d slides added, %,d slides were there, %,d left out.", how, report.tiles(), report.slides(), report.alreadyIndexed(),
                report.skipped().size());
    }

    private static void createWhereNone(ConcordClient client, String collection, Cancellation cancellation) throws InterruptedException {
        try {
            cancellation.await(client.collections().create(new CreateRequest(collection)));
        } catch (ConcordException e) {
            if (e.code() != ErrorCode.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
