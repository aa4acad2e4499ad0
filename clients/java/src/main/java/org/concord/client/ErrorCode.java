package org.concord.client;

import java.util.Arrays;
import java.util.Locale;

/** What a {@link ConcordException} is about: the codes of docs/protocol.md, and two of the client's own. */
public enum ErrorCode {
    BAD_ARGUMENT, NOT_FOUND, LOCKED, CORRUPT, CANCELLED, ALREADY_EXISTS, ACCESS_DENIED, DISK_FULL, IO_ERROR, OUT_OF_MEMORY, OUT_OF_DEVICE_MEMORY, DEVICE_LOST, UNSUPPORTED,
    NEWER_FORMAT, POISONED, INTERNAL, MALFORMED, TOO_LARGE, HELLO_FIRST, VERSION, UNKNOWN_METHOD, BUSY, DEADLINE, STOPPING, PLUGIN_FAILED,
    /** No engine answers at the pipe. */
    NOT_RUNNING,
    /** The connection ended before the answer came: the engine stopped or died, or the client was closed. Connect again. */
    CLOSED,
    /** One that this client does not know. */
    UNKNOWN;

    /** As it stands in a message. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErrorCode of(String text) {
        return Arrays.stream(values()).filter(code -> code.text().equals(text)).findFirst().orElse(UNKNOWN);
    }
}
