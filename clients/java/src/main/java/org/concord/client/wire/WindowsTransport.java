package org.concord.client.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A named pipe of Windows. The channel is asynchronous because a pipe opened for plain reading and writing does one thing at a time: a reader that waits would hold up
 * every write.
 */
public final class WindowsTransport implements Transport {
    private final AsynchronousFileChannel channel;

    private WindowsTransport(AsynchronousFileChannel channel) {
        this.channel = channel;
    }

    public static WindowsTransport connect(Path pipe) throws IOException {
        return new WindowsTransport(AsynchronousFileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return result(channel.read(into, 0));
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            result(channel.write(from, 0));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int result(Future<Integer> pending) throws IOException {
        try {
            return pending.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted");
        }
    }
}
