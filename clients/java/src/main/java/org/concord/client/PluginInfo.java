package org.concord.client;

/**
 * A plugin of the engine.
 *
 * @param version null where plugin.json could not be read
 * @param kind `slide-reader`, `embedder`, `reranker` or `exporter`; null as the version
 * @param state `running`, `restarting`, `quarantined`, `refused` or `unloaded`
 * @param reason for the state; null where there is none
 * @param document all of it, as docs/protocol.md has it
 */
public record PluginInfo(String id, String version, String kind, String state, String reason, Document document) {
    static PluginInfo of(Document plugin) {
        return new PluginInfo(plugin.text("id"), plugin.text("version"), plugin.text("kind"), plugin.text("state"), plugin.text("reason"), plugin);
    }
}
