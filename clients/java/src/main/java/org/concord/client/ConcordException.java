package org.concord.client;

import org.concord.client.wire.WireException;

/** What the engine, or the way to it, answered instead. The message is for people and says what to do. */
public final class ConcordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    public ConcordException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ConcordException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    static ConcordException of(Document error) {
        var text = error.text("code");
        var code = ErrorCode.of(text);
        var message = error.text("message", "the engine gave no reason");
        return new ConcordException(code, code == ErrorCode.UNKNOWN ? text + ": " + message : message);
    }

    static ConcordException of(WireException e) {
        var code = switch (e.reason()) {
            case MALFORMED -> ErrorCode.MALFORMED;
            case TOO_LARGE -> ErrorCode.TOO_LARGE;
            case CLOSED -> ErrorCode.CLOSED;
        };
        return new ConcordException(code, "What came from the engine is no message: " + e.getMessage() + ". Connect again; if it stays so, engine and client do not fit.", e);
    }

    static ConcordException closed(String why, Throwable cause) {
        return new ConcordException(ErrorCode.CLOSED, why + " Connect again.", cause);
    }
}
