package org.concord.client;

import java.util.List;
import java.util.Map;

/**
 * What the engine said of itself at the beginning.
 *
 * @param version of the protocol that is spoken
 * @param server name and version
 * @param abi version of its native library
 * @param capabilities what it can do
 * @param frameBytes of a message, at most
 * @param controlBytes of a request without its pictures and vectors, at most
 * @param requests at once on one connection
 */
public record ServerInfo(int version, String server, String abi, long pid, List<String> capabilities, long frameBytes, long controlBytes, int requests) {
    private static final long FRAME_BYTES = 16 << 20;
    private static final long CONTROL_BYTES = 64 << 10;

    static ServerInfo of(Document hello) {
        var limits = hello.has("limits") ? hello.document("limits") : new Document(Map.of());
        return new ServerInfo(hello.count("version"), hello.text("server"), hello.text("abi"), hello.whole("pid", 0), hello.texts("capabilities"),
                limits.whole("frame_bytes", FRAME_BYTES), limits.whole("control_bytes", CONTROL_BYTES), limits.count("requests"));
    }
}
