package org.concord.qupath.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/**
 * The one connection to the engine: made when it is first needed, made again when it has ended, and where no engine runs, with one that is started. Any thread. The engine
 * outlives this.
 */
public final class EngineLink implements AutoCloseable {
    private final Supplier<Settings> settings;
    private final Set<Path> folders = new LinkedHashSet<>();
    private ConcordClient client;
    private long startedPid = -1;

    public EngineLink(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** Throws {@link ConcordException} NOT_RUNNING, NOT_FOUND (no program to start), ACCESS_DENIED, VERSION, DEADLINE …; {@link Problem} has words for them. */
    public ConcordClient client(Steps steps, Cancellation cancellation) throws InterruptedException {
        return cancellation.interruptibly(() -> connected(steps));
    }

    /** Whether the engine that was connected to last was started by this, and so may be ended by it. */
    public synchronized boolean startedHere() {
        return client != null && client.server().pid() == startedPid;
    }

    /** Folders that an engine may read when it is started from now on, beside those of the settings. */
    public synchronized void allow(List<Path> more) {
        folders.addAll(more);
    }

    /**
     * Ends the engine that this started, so that the next call starts one that may read all allowed folders. Its running index jobs stop, and resume when they are asked for
     * again. Throws IllegalStateException for an engine that someone else started.
     */
    public synchronized void endEngine() throws InterruptedException {
        if (!startedHere()) {
            throw new IllegalStateException("The engine that runs was not started by QuPath. Stop it where it was started.");
        }
        var process = ProcessHandle.of(startedPid);
        forget();
        if (process.isPresent()) {
            process.get().destroy();
            process.get().onExit().join();
        }
    }

    /** Settings have changed, or QuPath closes: the next call connects anew. */
    public synchronized void forget() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void close() {
        forget();
    }

    private synchronized ConcordClient connected(Steps steps) throws InterruptedException {
        if (client != null && client.isOpen()) {
            return client;
        }
        forget();
        var wanted = settings.get().options(new ArrayList<>(folders));
        steps.say("Looking for the engine…");
        try {
            client = ConcordClient.connect(wanted.start(false));
        } catch (ConcordException e) {
            if (e.code() != ErrorCode.NOT_RUNNING || !wanted.start()) {
                throw e;
            }
            steps.say("Starting the engine…");
            client = ConcordClient.connect(wanted);
            startedPid = client.server().pid();
        }
        return client;
    }
}
