package org.concord.client.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One message of the protocol. */
public sealed interface Message {
    /** Asks; answered by the response of the same id, 1 to 2^32 - 1. */
    record Request(long id, String method, Map<String, Object> params) implements Message {
        @Override
        public ByteBuffer frame() {
            return new MessagePackWriter().array(4).value(REQUEST).value(id).value(method).value(params).frame();
        }
    }

    /** Answers; exactly one of error and result is null. Id 0: of no request, the connection ends. */
    record Response(long id, Map<String, Object> error, Map<String, Object> result) implements Message {
        @Override
        public ByteBuffer frame() {
            return new MessagePackWriter().array(4).value(RESPONSE).value(id).value(error).value(result).frame();
        }
    }

    /** Tells; not answered. */
    record Notification(String method, Map<String, Object> params) implements Message {
        @Override
        public ByteBuffer frame() {
            return new MessagePackWriter().array(3).value(NOTIFICATION).value(method).value(params).frame();
        }
    }

    long REQUEST = 0;
    long RESPONSE = 1;
    long NOTIFICATION = 2;
    long GREATEST_ID = 0xffffffffL;
    int LONGEST_METHOD = 128;

    /** The frame that says it, length and body. */
    ByteBuffer frame();

    /** Throws {@link WireException} for whatever is no message, in whichever way. */
    static Message parse(byte[] body, Limits limits) throws WireException {
        if (!(MessagePackReader.read(body, limits) instanceof List<?> parts) || parts.isEmpty() || !(parts.get(0) instanceof Long kind)) {
            throw WireException.malformed("a body is no message: an array that begins with 0, 1 or 2");
        }
        if (kind == REQUEST && parts.size() == 4) {
            return new Request(id(parts.get(1), 1), method(parts.get(2)), map(parts.get(3)));
        }
        if (kind == RESPONSE && parts.size() == 4) {
            return response(parts);
        }
        if (kind == NOTIFICATION && parts.size() == 3) {
            return new Notification(method(parts.get(1)), map(parts.get(2)));
        }
        throw WireException.malformed("a message of kind " + kind + " with " + parts.size() + " parts is none");
    }

    private static Response response(List<?> parts) throws WireException {
        long id = id(parts.get(1), 0);
        boolean failed = parts.get(2) != null;
        if (failed == (parts.get(3) != null)) {
            throw WireException.malformed("a response has not exactly one of error and result");
        }
        if (!failed) {
            return new Response(id, null, map(parts.get(3)));
        }
        var error = map(parts.get(2));
        if (!(error.get("code") instanceof String)) {
            throw WireException.malformed("an error has no code");
        }
        return new Response(id, error, null);
    }

    private static long id(Object value, long least) throws WireException {
        if (value instanceof Long id && id >= least && id <= GREATEST_ID) {
            return id;
        }
        throw WireException.malformed("a message has no id from " + least + " to 2^32 - 1");
    }

    private static String method(Object value) throws WireException {
        if (value instanceof String text && !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_METHOD) {
            return text;
        }
        throw WireException.malformed("a message has no method of 1 to " + LONGEST_METHOD + " bytes");
    }

    @SuppressWarnings("unchecked") // The reader makes no maps but those with text keys.
    private static Map<String, Object> map(Object value) throws WireException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw WireException.malformed("a message has something else where a map belongs");
    }
}
