package org.concord.imagej;

import org.concord.client.ConcordClient;

/** The one connection of this ImageJ, made when it is first needed and again when it has ended. Any thread. */
final class Engine {
    private static ConcordClient client;

    private Engine() {}

    static synchronized ConcordClient client() throws InterruptedException {
        if (client == null || !client.isOpen()) {
            client = ConcordClient.connect(EngineSettings.load().options());
        }
        return client;
    }

    /** Settings have changed: the next call connects by them. */
    static synchronized void forget() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
