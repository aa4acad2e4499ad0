package org.concord.client.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes both ways. One thread may read while another writes; closing ends both. */
public interface Transport extends Closeable {
    /** Waits for at least one byte and reads what is there, up to what the buffer has room for; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes all that the buffer has left. */
    void write(ByteBuffer from) throws IOException;
}
