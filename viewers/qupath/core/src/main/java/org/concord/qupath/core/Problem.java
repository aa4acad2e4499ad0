package org.concord.qupath.core;

import java.util.concurrent.CompletionException;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/**
 * What failed, for people.
 *
 * @param message what was wrong
 * @param advice what to do; empty where the message says it
 * @param code what a program can do about it; null where nothing of Concord's failed but what was asked cannot be
 */
public record Problem(String message, String advice, ErrorCode code) {
    private static final String PREFERENCES = "Edit > Preferences > Concord";

    public static Problem of(Throwable thrown) {
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return of(thrown.getCause());
        }
        if (thrown instanceof ConcordException e) {
            return new Problem(e.getMessage(), advice(e), e.code());
        }
        if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
            return new Problem(thrown.getMessage(), "", null);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Problem("QuPath has no memory left for this.", "Choose a smaller region, or give QuPath more memory (Edit > Preferences).", ErrorCode.OUT_OF_MEMORY);
        }
        return new Problem("This failed: " + thrown, "QuPath's log (View > Show log) has more.", ErrorCode.INTERNAL);
    }

    /** Whether the user, or a newer search, ended it: nothing to be shown. */
    public boolean isCancelled() {
        return code == ErrorCode.CANCELLED;
    }

    /** Both, as one text. */
    public String words() {
        return advice.isEmpty() ? message : message + "\n" + advice;
    }

    private static String advice(ConcordException e) {
        return switch (e.code()) {
            case NOT_RUNNING -> "Let QuPath start the engine (" + PREFERENCES + "), or start it yourself: concord serve.";
            case NOT_FOUND -> e.getMessage().contains("no program")
                    ? "Say where the program `concord` lies: " + PREFERENCES + "."
                    : e.getMessage().contains("this server may read") ? "Allow its folder (" + PREFERENCES + ") and start the engine anew, or start it with --root FOLDER." : "";
            case IO_ERROR -> e.getMessage().contains("does not start") ? "Say where the program `concord` lies: " + PREFERENCES + "." : "";
            case VERSION -> "The engine and this extension come from different releases of Concord. Take both from one release, and end the engine that runs.";
            case MALFORMED, HELLO_FIRST, UNKNOWN_METHOD, UNKNOWN -> "The engine and this extension do not fit. Take both from one release of Concord.";
            case CLOSED -> "The engine ended or was ended. Search again: where the preferences say so, QuPath starts it anew. What was indexed is kept.";
            case DEADLINE -> "The engine is busy or hangs. Try again, or end it and let QuPath start another.";
            case BUSY, STOPPING -> "Try again in a moment.";
            case LOCKED -> "Another program writes this collection now. Wait for it, or stop it.";
            case CORRUPT -> "Check it with: concord collection verify NAME.";
            case DISK_FULL -> "Make room on the disk and go on; what was finished is kept.";
            default -> "";
        };
    }
}
