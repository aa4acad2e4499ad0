package org.concord.client.wire;

import java.nio.ByteBuffer;

/** A stream of given bytes, so many at a time, that then ends. */
final class BytesTransport implements Transport {
    private final ByteBuffer bytes;
    private final int atOnce;

    BytesTransport(byte[] bytes, int atOnce) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.atOnce = atOnce;
    }

    @Override
    public int read(ByteBuffer into) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(Math.min(atOnce, into.remaining()), bytes.remaining());
        into.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
