package org.concord.client;

import java.time.Duration;
import org.concord.client.wire.Transport;

/** From options to a connection: one try where an engine is said to run, several while one starts. */
final class Connecting {
    private static final long LOOK_AGAIN_MS = 50;

    private Connecting() {}

    static Transport open(Options options) throws InterruptedException {
        var address = PipeAddress.of(options.pipe());
        try {
            return address.connect();
        } catch (ConcordException e) {
            if (!options.start() || e.code() != ErrorCode.NOT_RUNNING) {
                throw e;
            }
        }
        return openStarted(address, EngineProcess.start(options, address), options.startTimeout());
    }

    private static Transport openStarted(PipeAddress address, EngineProcess engine, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                return address.connect();
            } catch (ConcordException e) {
                if (e.code() != ErrorCode.NOT_RUNNING) {
                    throw e;
                }
            }
            engine.check();
            if (System.nanoTime() - end > 0) {
                throw new ConcordException(ErrorCode.DEADLINE, "The engine that was started does not answer within " + atMost.toSeconds() + " s. What it said: " + engine.log());
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }
}
