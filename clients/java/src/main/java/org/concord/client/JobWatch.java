package org.concord.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows an index job, which goes on whether it is followed or not. Any thread. */
public final class JobWatch implements AutoCloseable {
    private final Connection connection;
    private final String job;
    private final Consumer<Job> listener;
    private final CompletableFuture<Job> ended = new CompletableFuture<>();

    JobWatch(Connection connection, String job, Consumer<Job> listener) {
        this.connection = connection;
        this.job = job;
        this.listener = listener;
    }

    public String job() {
        return job;
    }

    /** The job as it ended: done, failed or cancelled. Fails with {@link ConcordException} where it cannot be followed to its end; the job may well go on then. */
    public CompletableFuture<Job> ended() {
        return ended;
    }

    /** Follows no longer; the job goes on. */
    @Override
    public void close() {
        connection.unwatch(this);
        ended.cancel(false);
    }

    /** The answer that says how the job is may come behind the event that says how it ended. */
    void take(Job state) {
        if (ended.isDone()) {
            return;
        }
        try {
            listener.accept(state);
        } finally {
            if (state.isOver()) {
                connection.unwatch(this);
                ended.complete(state);
            }
        }
    }

    void fail(Throwable why) {
        connection.unwatch(this);
        ended.completeExceptionally(why);
    }
}
