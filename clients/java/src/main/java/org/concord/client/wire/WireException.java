package org.concord.client.wire;

import java.io.IOException;

/** Bytes that came are not what the protocol says. The connection they came by is of no more use. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    /** In what way. */
    public enum Reason {
        /** No MessagePack, or no message. */
        MALFORMED,
        /** Above {@link Limits}. */
        TOO_LARGE,
        /** The stream ended within a frame. */
        CLOSED
    }

    private final Reason reason;

    private WireException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static WireException malformed(String message) {
        return new WireException(Reason.MALFORMED, message);
    }

    static WireException tooLarge(String message) {
        return new WireException(Reason.TOO_LARGE, message);
    }

    static WireException closed(String message) {
        return new WireException(Reason.CLOSED, message);
    }
}
