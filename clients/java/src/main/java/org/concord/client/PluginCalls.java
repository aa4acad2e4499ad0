package org.concord.client;

import java.util.List;

/** The methods on the engine's plugins. */
public final class PluginCalls {
    private final ConcordClient client;

    PluginCalls(ConcordClient client) {
        this.client = client;
    }

    public Call<List<PluginInfo>> list() {
        return client.send("plugins.list", new Params(), PluginCalls::all);
    }

    /** Loads a plugin again, out of quarantine too. The plugins as they are then. */
    public Call<List<PluginInfo>> reload(String plugin) {
        return client.send("plugins.reload", Params.of("plugin", plugin), PluginCalls::all);
    }

    /** Looks at the whole store: what is new is loaded, what is gone unloaded. */
    public Call<List<PluginInfo>> reload() {
        return client.send("plugins.reload", new Params(), PluginCalls::all);
    }

    private static List<PluginInfo> all(Document answer) {
        return answer.documents("plugins").stream().map(PluginInfo::of).toList();
    }
}
