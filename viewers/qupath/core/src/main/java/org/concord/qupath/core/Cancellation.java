package org.concord.qupath.core;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/**
 * Ends one piece of work, from any thread. The worker's thread is interrupted only inside {@link #interruptibly}: an interrupt while an image server reads would close its file
 * for good.
 */
public final class Cancellation {
    private String reason;
    private CompletableFuture<?> awaited;
    private Thread interruptible;

    /** Ends the work; the first reason is the one that is told. */
    public synchronized void cancel(String why) {
        if (reason != null) {
            return;
        }
        reason = why;
        if (awaited != null) {
            awaited.cancel(true);
        }
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    public synchronized boolean isCancelled() {
        return reason != null;
    }

    /** Throws {@link ConcordException} CANCELLED once it is. */
    public synchronized void check() {
        if (reason != null) {
            throw new ConcordException(ErrorCode.CANCELLED, reason);
        }
    }

    /** The answer; cancelling cancels the request. Throws {@link ConcordException}. */
    public <T> T await(CompletableFuture<T> call) throws InterruptedException {
        register(call);
        try {
            return call.get();
        } catch (CancellationException e) {
            check();
            throw new ConcordException(ErrorCode.CANCELLED, "The request was cancelled.", e);
        } catch (ExecutionException e) {
            check();
            throw e.getCause() instanceof ConcordException failure ? new ConcordException(failure.code(), failure.getMessage(), failure) : new IllegalStateException(e.getCause());
        } finally {
            register(null);
        }
    }

    /** Work that an interrupt ends cleanly: waiting for an engine to start, say. */
    public <T> T interruptibly(Callable<T> work) throws InterruptedException {
        synchronized (this) {
            check();
            interruptible = Thread.currentThread();
        }
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            check();
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            synchronized (this) {
                interruptible = null;
                if (reason != null) {
                    Thread.interrupted();
                }
            }
        }
    }

    private synchronized void register(CompletableFuture<?> call) {
        awaited = call;
        if (call != null && reason != null) {
            call.cancel(true);
        }
    }
}
