package org.concord.imagej;

import java.time.Duration;
import java.util.function.Consumer;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.CreateRequest;
import org.concord.client.ErrorCode;
import org.concord.client.Job;

/** One index job, from its start to its end. No dialogs, no window. */
final class IndexRun {
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final ConcordClient client;
    private final FolderRequest request;
    private final Consumer<Job> listener;

    /** listener: told of every step, on the connection's reader thread. */
    IndexRun(ConcordClient client, FolderRequest request, Consumer<Job> listener) {
        this.client = client;
        this.request = request;
        this.listener = listener;
    }

    /** The job as it ended. Throws {@link ConcordException}. Esc cancels the job. */
    Job end() throws InterruptedException {
        return succeeded(follow(start()));
    }

    /** The engine looks at the paths first, and at the collection then: what is refused leaves no empty collection behind. */
    private String start() throws InterruptedException {
        try {
            return Commands.await(client.index().start(request.request()));
        } catch (ConcordException e) {
            if (isOfCollection(e)) {
                Commands.await(client.collections().create(new CreateRequest(request.collection())));
                return Commands.await(client.index().start(request.request()));
            }
            throw e.code() == ErrorCode.NOT_FOUND
                    ? new ConcordException(e.code(), e.getMessage() + "\nAllow the folder in Plugins > Concord > Concord Settings... and restart the engine there, or start it with --root FOLDER.", e)
                    : e;
        }
    }

    private Job follow(String job) throws InterruptedException {
        var stopping = new Thread(() -> cancelAtExit(job), "concord-stop");
        if (request.stop()) {
            Runtime.getRuntime().addShutdownHook(stopping);
        }
        try (var watch = client.index().watch(job, listener)) {
            return Commands.await(watch.ended());
        } catch (ConcordException e) {
            if (e.code() == ErrorCode.CANCELLED) {
                client.index().cancel(job).await();
            }
            throw e;
        } finally {
            removeHook(stopping);
        }
    }

    /** A refused path and a missing collection have one code. */
    private static boolean isOfCollection(ConcordException e) {
        return e.code() == ErrorCode.NOT_FOUND && e.getMessage().contains("no collection");
    }

    private static Job succeeded(Job job) {
        if (job.error() != null) {
            throw job.error();
        }
        return job;
    }

    private void cancelAtExit(String job) {
        try {
            client.index().cancel(job).await(GOODBYE);
        } catch (ConcordException | InterruptedException e) {
            // ImageJ ends; there is nobody left to tell.
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // ImageJ is closing: the hook runs.
        }
    }
}
