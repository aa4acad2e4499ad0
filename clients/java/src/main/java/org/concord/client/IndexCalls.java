package org.concord.client;

import java.util.List;
import java.util.function.Consumer;

/** The methods on index jobs. A job goes on when the client ends. */
public final class IndexCalls {
    private final ConcordClient client;

    IndexCalls(ConcordClient client) {
        this.client = client;
    }

    /** Starts a job; its name. What is indexed already is not indexed again, so the same request resumes one that was stopped. */
    public Call<String> start(IndexRequest request) {
        return client.send("index.start", request.params(), answer -> answer.text("job"));
    }

    /**
     * Follows a job to its end. The listener is told of the job as it is, then of every event, on the reader thread: return at once, and do not wait there. Throws
     * IllegalStateException where this connection follows the job already.
     */
    public JobWatch watch(String job, Consumer<Job> listener) {
        var watch = new JobWatch(client.connection(), job, listener);
        client.connection().watch(watch);
        client.send("index.watch", Params.of("job", job), Job::of).whenComplete((state, error) -> {
            if (error != null) {
                watch.fail(error);
            } else {
                watch.take(state);
            }
        });
        return watch;
    }

    public Call<List<Job>> list() {
        return client.send("index.list", new Params(), answer -> answer.documents("jobs").stream().map(Job::of).toList());
    }

    /** Goes on with a job that was cancelled, failed, or was interrupted by the engine's end. It keeps its name. */
    public Call<String> resume(String job) {
        return client.send("index.resume", Params.of("job", job), answer -> answer.text("job"));
    }

    /** What was finished is kept. */
    public Call<Job> cancel(String job) {
        return client.send("index.cancel", Params.of("job", job), Job::of);
    }
}
