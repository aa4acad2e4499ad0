package org.concord.client;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What goes along with every request of a client made by {@link ConcordClient#with}.
 *
 * @param deadline how long the engine may take, from the request's arrival; later it answers {@link ErrorCode#DEADLINE}. null: as long as it takes
 * @param progress told how far the request is, on the reader thread: return at once, and do not wait there. null: nobody
 */
public record CallOptions(Duration deadline, Consumer<Progress> progress) {
    public static final CallOptions NONE = new CallOptions(null, null);

    /** Throws IllegalArgumentException for a deadline that is not above 0. */
    public CallOptions {
        if (deadline != null && deadline.toMillis() < 1) {
            throw new IllegalArgumentException("A deadline of " + deadline + " has passed already");
        }
    }

    public CallOptions deadline(Duration atMost) {
        return new CallOptions(atMost, progress);
    }

    public CallOptions progress(Consumer<Progress> listener) {
        return new CallOptions(deadline, listener);
    }
}
