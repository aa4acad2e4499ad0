package org.concord.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.concord.client.wire.FrameReader;
import org.concord.client.wire.Limits;
import org.concord.client.wire.Message;
import org.concord.client.wire.Transport;
import org.concord.client.wire.WireException;

/**
 * Requests and answers over one transport, which it owns. Any thread may send. One thread reads; another writes, because an interrupted thread that writes to a channel
 * closes it, and the threads that send belong to others.
 */
final class Connection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final int FRAMES_WAITING = 64;
    private static final long LOOK_AGAIN_MS = 100;
    /** The engine says `deadline` itself; only one that hangs is given up on. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Transport transport;
    private final BlockingQueue<ByteBuffer> outgoing = new ArrayBlockingQueue<>(FRAMES_WAITING);
    private final ConcurrentMap<Long, Call<?>> running = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, JobWatch> jobs = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Thread reader;
    private final Thread writer;
    private volatile int frameBytes = Limits.DEFAULT.frameBytes();
    private volatile ConcordException ended;

    Connection(Transport transport) {
        this.transport = transport;
        reader = new Thread(this::read, "concord-reader");
        writer = new Thread(this::write, "concord-writer");
        reader.setDaemon(true);
        writer.setDaemon(true);
        reader.start();
        writer.start();
    }

    /** Sends a request. The call fails where it cannot be sent. */
    <T> Call<T> send(String method, Params params, CallOptions options, Function<Document, T> decode) {
        if (options.progress() != null) {
            params.put("progress", true);
        }
        if (options.deadline() != null) {
            params.put("deadline_ms", options.deadline().toMillis());
        }
        var call = register(decode, options.progress());
        if (options.deadline() != null) {
            call.endWithin(options.deadline().plus(GRACE));
        }
        var problem = post(new Message.Request(call.id(), method, params.map()));
        if (problem != null) {
            running.remove(call.id(), call);
            call.completeExceptionally(problem);
        }
        return call;
    }

    /** Asks the engine to end a request; its answer is still waited for, so that its id is not used again before. */
    void cancel(long id) {
        if (running.containsKey(id)) {
            post(new Message.Notification("cancel", Map.of("id", id)));
        }
    }

    void watch(JobWatch watch) {
        if (jobs.putIfAbsent(watch.job(), watch) != null) {
            throw new IllegalStateException("Job " + watch.job() + " is watched already by this client");
        }
    }

    void unwatch(JobWatch watch) {
        jobs.remove(watch.job(), watch);
    }

    void limitFrames(long bytes) {
        frameBytes = (int) Math.min(bytes, Limits.DEFAULT.frameBytes());
    }

    void refuseToWait(Call<?> call) {
        if (Thread.currentThread() == reader && !call.isDone()) {
            throw new IllegalStateException("The reader thread cannot wait for an answer that it has to read: chain with an Async method, or wait elsewhere");
        }
    }

    boolean isOpen() {
        return ended == null;
    }

    @Override
    public void close() {
        end(ConcordException.closed("The client was closed.", null));
    }

    private <T> Call<T> register(Function<Document, T> decode, Consumer<Progress> progress) {
        while (true) {
            long id = Math.floorMod(lastId.getAndIncrement(), Message.GREATEST_ID) + 1;
            var call = new Call<>(this, id, decode, progress);
            if (running.putIfAbsent(id, call) == null) {
                return call;
            }
        }
    }

    /** Hands a message to the writer, waiting while too many wait already, but on the reader thread, without which nothing would move; what went wrong, or null. */
    private ConcordException post(Message message) {
        var frame = message.frame();
        if (frame.remaining() - Integer.BYTES > frameBytes) {
            return new ConcordException(ErrorCode.TOO_LARGE, "The request has " + frame.remaining() + " bytes; the engine takes " + frameBytes + ". Send a smaller picture.");
        }
        try {
            while (ended == null && !outgoing.offer(frame, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
                if (Thread.currentThread() == reader) {
                    return new ConcordException(ErrorCode.BUSY, "The engine is slow to read what was sent. Try again later.");
                }
            }
        } catch (InterruptedException e) {
            return interrupted(frame);
        }
        return ended;
    }

    /** A thread that comes with an interrupt may still send what finds room. */
    private ConcordException interrupted(ByteBuffer frame) {
        boolean sent = outgoing.offer(frame);
        Thread.currentThread().interrupt();
        return sent ? ended : new ConcordException(ErrorCode.CANCELLED, "The thread was interrupted before the request was sent.");
    }

    private void write() {
        try {
            while (ended == null) {
                transport.write(outgoing.take());
            }
        } catch (IOException e) {
            end(ConcordException.closed("The engine took no more.", e));
        } catch (InterruptedException e) {
            end(ConcordException.closed("The client's writer was interrupted.", e));
        }
    }

    private void read() {
        var frames = new FrameReader(transport, Limits.DEFAULT);
        try {
            for (var body = frames.read(); body != null; body = frames.read()) {
                take(Message.parse(body, Limits.DEFAULT));
            }
            end(ConcordException.closed("The engine ended the connection.", null));
        } catch (WireException e) {
            end(ConcordException.of(e));
        } catch (IOException e) {
            end(ConcordException.closed("The connection to the engine broke: " + e.getMessage() + ".", e));
        } catch (ConcordException e) {
            end(e);
        } catch (OutOfMemoryError e) {
            end(new ConcordException(ErrorCode.OUT_OF_MEMORY, "There was no memory for an answer. Give the program more, or ask for less.", e));
        }
    }

    private void take(Message message) throws WireException {
        if (message instanceof Message.Response response) {
            take(response);
        } else if (message instanceof Message.Notification notification) {
            take(notification.method(), new Document(notification.params()));
        } else {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine sent a request; engines answer.");
        }
    }

    private void take(Message.Response response) {
        if (response.id() == 0) {
            throw response.error() != null ? ConcordException.of(new Document(response.error())) : ConcordException.closed("The engine ended the connection.", null);
        }
        var call = running.remove(response.id());
        if (call == null) {
            LOG.log(Level.DEBUG, "an answer to no request came");
        } else if (response.error() != null) {
            call.completeExceptionally(ConcordException.of(new Document(response.error())));
        } else {
            call.answer(new Document(response.result()));
        }
    }

    /** A listener that throws, and an event that is not as it should be, cost nobody else the connection. */
    private void take(String event, Document params) {
        try {
            if (event.equals("progress")) {
                var call = running.get(params.whole("id", 0));
                if (call != null) {
                    call.report(Progress.of(params));
                }
            } else if (event.equals("job")) {
                var watch = jobs.get(params.text("job", ""));
                if (watch != null) {
                    watch.take(Job.of(params));
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener failed, or an event could not be read", e);
        }
    }

    /** Once: later reasons follow from the first. */
    private void end(ConcordException why) {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = why;
        }
        closeTransport();
        writer.interrupt();
        running.forEach((id, call) -> call.completeExceptionally(why));
        running.clear();
        jobs.values().forEach(watch -> watch.fail(why));
        jobs.clear();
    }

    private void closeTransport() {
        try {
            transport.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the transport did not close", e);
        }
    }
}
