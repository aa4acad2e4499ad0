package org.concord.qupath.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/** Runs one piece of work at a time, on a thread of its own; a newer one takes the place of that which runs. Any thread. */
public final class LatestOnly implements AutoCloseable {
    private static final String REPLACED = "A newer search took the place of this one.";

    private final ExecutorService thread;
    private Cancellation running;

    /** Work that looks at its cancellation between its steps. */
    public interface Work<T> {
        T run(Cancellation cancellation) throws Exception;
    }

    public LatestOnly(String name) {
        thread = Executors.newSingleThreadExecutor(task -> {
            var worker = new Thread(task, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** What the work answers; where a newer one came, or {@link #cancel}, a {@link ConcordException} CANCELLED. Completed on the worker's thread. */
    public synchronized <T> CompletableFuture<T> run(Work<T> work) {
        var answer = new CompletableFuture<T>();
        if (thread.isShutdown()) {
            answer.completeExceptionally(new ConcordException(ErrorCode.CANCELLED, "QuPath is closing."));
            return answer;
        }
        stop(REPLACED);
        var cancellation = new Cancellation();
        running = cancellation;
        thread.execute(() -> finish(work, cancellation, answer));
        return answer;
    }

    /** Whether work ended because newer work came: whoever shows what runs shows that already. */
    public static boolean isReplaced(Problem problem) {
        return problem.isCancelled() && REPLACED.equals(problem.message());
    }

    /** Ends that which runs, as the user's wish. */
    public synchronized void cancel() {
        stop("Cancelled.");
    }

    /** Ends that which runs; nothing is taken any more. */
    @Override
    public synchronized void close() {
        stop("QuPath is closing.");
        thread.shutdown();
    }

    private void stop(String why) {
        if (running != null) {
            running.cancel(why);
        }
    }

    private static <T> void finish(Work<T> work, Cancellation cancellation, CompletableFuture<T> answer) {
        try {
            cancellation.check();
            var found = work.run(cancellation);
            cancellation.check();
            answer.complete(found);
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
