package org.concord.client.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads frames: a length of 4 bytes, big-endian, then a body of that many. Does not own the transport; one thread. */
public final class FrameReader {
    private static final int FIRST_ROOM = 64 * 1024;

    private final Transport transport;
    private final Limits limits;
    private final ByteBuffer buffer = ByteBuffer.allocate(FIRST_ROOM).flip();

    public FrameReader(Transport transport, Limits limits) {
        this.transport = transport;
        this.limits = limits;
    }

    /**
     * The next body; null where the stream ends between frames. Throws {@link WireException} when it ends within one, or the length is 0 or above the limit, and what the
     * transport throws.
     */
    public byte[] read() throws IOException {
        while (buffer.remaining() < MessagePackWriter.HEADER_BYTES) {
            if (!fill()) {
                if (buffer.hasRemaining()) {
                    throw WireException.closed("the stream ended within the length of a frame");
                }
                return null;
            }
        }
        int length = buffer.getInt();
        limits.checkLength(length);
        return body(length);
    }

    /** Room grows with what arrives, so that a length alone, however large, costs nothing. */
    private byte[] body(int length) throws IOException {
        var body = new byte[Math.min(length, FIRST_ROOM)];
        int filled = 0;
        while (true) {
            int got = Math.min(buffer.remaining(), body.length - filled);
            buffer.get(body, filled, got);
            filled += got;
            if (filled == length) {
                return body;
            }
            if (filled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * filled));
            } else if (!fill()) {
                throw WireException.closed("the stream ended after " + filled + " of " + length + " bytes");
            }
        }
    }

    private boolean fill() throws IOException {
        buffer.compact();
        int got = transport.read(buffer);
        buffer.flip();
        return got >= 0;
    }
}
