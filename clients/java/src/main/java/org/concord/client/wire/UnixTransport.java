package org.concord.client.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix domain socket. An interrupt of a thread that reads or writes closes it, as it does every channel: leave both to threads that nobody interrupts. */
public final class UnixTransport implements Transport {
    private final SocketChannel channel;

    public UnixTransport(SocketChannel channel) {
        this.channel = channel;
    }

    public static UnixTransport connect(Path socket) throws IOException {
        return new UnixTransport(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
