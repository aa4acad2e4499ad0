package org.concord.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.concord.client.wire.FrameReader;
import org.concord.client.wire.Limits;
import org.concord.client.wire.Message;
import org.concord.client.wire.UnixTransport;

/** The other end of a real socket: answers hello, hands on what comes, and sends what a test says, right or wrong. */
final class Counterpart implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel listener;
    private final Thread acceptor;
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<SocketChannel> peers = new LinkedBlockingQueue<>();
    private volatile Map<String, Object> hello = hello(1);

    Counterpart() throws IOException {
        folder = Files.createTempDirectory("concord", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
        acceptor = new Thread(this::accept, "counterpart");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static Map<String, Object> hello(int version) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("version", version);
        answer.put("server", "counterpart 1");
        answer.put("pid", 1);
        answer.put("capabilities", List.of("search"));
        answer.put("limits", Map.of("frame_bytes", 1 << 20, "control_bytes", 1 << 16, "requests", 32));
        return answer;
    }

    Path socket() {
        return folder.resolve("test.sock");
    }

    Options options() {
        return Options.defaults().pipe(socket().toString());
    }

    /** What hello is answered with; null: nothing, and the connection ends. */
    void answerHello(Map<String, Object> answer) {
        hello = answer;
    }

    /** The next message after hello. */
    Message next() throws InterruptedException {
        return received.take();
    }

    Message.Request nextRequest() throws InterruptedException {
        return (Message.Request) next();
    }

    void answer(Message.Request request, Map<String, Object> result) throws IOException {
        send(new Message.Response(request.id(), null, result).frame());
    }

    void fail(Message.Request request, String code) throws IOException {
        send(new Message.Response(request.id(), Map.of("code", code, "message", "what was wrong, and what to do"), null).frame());
    }

    void tell(String event, Map<String, Object> params) throws IOException {
        send(new Message.Notification(event, params).frame());
    }

    /** To the first that connected. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            peers.element().write(bytes);
        }
    }

    void hangUp() throws IOException {
        peers.element().close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listener.close();
        acceptor.join();
        for (var peer : peers) {
            peer.close();
        }
        Files.deleteIfExists(socket());
        Files.delete(folder);
    }

    private void accept() {
        try {
            while (true) {
                var peer = listener.accept();
                peers.add(peer);
                var reader = new Thread(() -> read(peer), "counterpart-reader");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (IOException e) {
            // Closed: the end of the test.
        }
    }

    private void read(SocketChannel peer) {
        var frames = new FrameReader(new UnixTransport(peer), Limits.DEFAULT);
        try {
            for (var body = frames.read(); body != null; body = frames.read()) {
                take(peer, Message.parse(body, Limits.DEFAULT));
            }
        } catch (IOException e) {
            // The client went, or the test hung up.
        }
    }

    private void take(SocketChannel peer, Message message) throws IOException {
        if (!(message instanceof Message.Request request) || !request.method().equals("hello")) {
            received.add(message);
        } else if (hello == null) {
            peer.close();
        } else {
            new UnixTransport(peer).write(new Message.Response(request.id(), null, hello).frame());
        }
    }
}
