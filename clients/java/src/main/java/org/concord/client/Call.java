package org.concord.client;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A request that runs: the future of its answer. It fails with {@link ConcordException}. {@link #cancel} tells the engine too. What is chained to it without `Async` runs on
 * the connection's reader thread and must not wait there: waiting for a call on that thread throws IllegalStateException, for it could never end.
 */
public final class Call<T> extends CompletableFuture<T> {
    private final Connection connection;
    private final long id;
    private final Function<Document, T> decode;
    private final Consumer<Progress> progress;

    Call(Connection connection, long id, Function<Document, T> decode, Consumer<Progress> progress) {
        this.connection = connection;
        this.id = id;
        this.decode = decode;
        this.progress = progress;
    }

    /**
     * The answer, when it is there. Throws {@link ConcordException} when there is none. An interrupt cancels the request.
     */
    public T await() throws InterruptedException {
        try {
            return get();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } catch (CancellationException e) {
            throw new ConcordException(ErrorCode.CANCELLED, "The request was cancelled.", e);
        } catch (InterruptedException e) {
            cancel(true);
            throw e;
        }
    }

    /** The same, and cancels the request with {@link ErrorCode#DEADLINE} when there is no answer in time. */
    public T await(Duration atMost) throws InterruptedException {
        endWithin(atMost);
        return await();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = super.cancel(mayInterruptIfRunning);
        if (first) {
            connection.cancel(id);
        }
        return first;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        connection.refuseToWait(this);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        connection.refuseToWait(this);
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        connection.refuseToWait(this);
        return super.join();
    }

    long id() {
        return id;
    }

    /** Ends it with {@link ErrorCode#DEADLINE} then, unless it ended before. */
    void endWithin(Duration atMost) {
        var timer = new CompletableFuture<Void>().orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
        timer.whenComplete((nothing, late) -> {
            if (late != null && completeExceptionally(new ConcordException(ErrorCode.DEADLINE, "The engine did not answer within " + atMost.toMillis() + " ms."))) {
                connection.cancel(id);
            }
        });
        whenComplete((answer, error) -> timer.complete(null));
    }

    void answer(Document result) {
        try {
            complete(decode.apply(result));
        } catch (ConcordException e) {
            completeExceptionally(e);
        }
    }

    void report(Progress step) {
        if (progress != null && !isDone()) {
            progress.accept(step);
        }
    }

    /** With the stack of whoever waits; that of the reader thread is the cause. */
    private static ConcordException thrown(Throwable cause) {
        if (cause instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return thrown(wrapped.getCause());
        }
        return cause instanceof ConcordException e
                ? new ConcordException(e.code(), e.getMessage(), e)
                : new ConcordException(ErrorCode.INTERNAL, "The client failed: " + cause, cause);
    }
}
