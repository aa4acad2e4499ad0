package org.concord.client;

import java.util.Arrays;
import java.util.Locale;

/**
 * An index job at one moment.
 *
 * @param job its name, for {@link IndexCalls}
 * @param collection null in events
 * @param done of `total`, in tiles
 * @param total 0 while it is counted
 * @param file the one that was worked on last; null before the first
 * @param report of one that ended, where there is one, else null
 * @param error of one that failed, else null
 */
public record Job(String job, String collection, State state, long done, long total, String file, IndexReport report, ConcordException error) {
    /** What a job is doing. */
    public enum State {
        RUNNING, DONE, FAILED, CANCELLED,
        /** By the end of the engine; {@link IndexCalls#resume} goes on with it. */
        INTERRUPTED,
        /** One that this client does not know. */
        UNKNOWN;

        private static State of(String text) {
            return Arrays.stream(values()).filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text)).findFirst().orElse(UNKNOWN);
        }
    }

    /** Whether no more will come of it. */
    public boolean isOver() {
        return state == State.DONE || state == State.FAILED || state == State.CANCELLED || state == State.INTERRUPTED;
    }

    static Job of(Document job) {
        var report = job.document("report");
        var error = job.document("error");
        return new Job(job.text("job", ""), job.text("collection"), State.of(job.text("state")), job.whole("done", 0), job.whole("total", 0), job.text("file"),
                report == null ? null : IndexReport.of(report), error == null ? null : ConcordException.of(error));
    }
}
