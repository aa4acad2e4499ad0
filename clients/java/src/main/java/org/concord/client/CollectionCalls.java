package org.concord.client;

import java.util.List;

/** The methods on collections. `collection` is a name as on the command line. */
public final class CollectionCalls {
    private final ConcordClient client;

    CollectionCalls(ConcordClient client) {
        this.client = client;
    }

    public Call<List<CollectionInfo>> list() {
        return client.send("collections.list", new Params(), answer -> answer.documents("collections").stream().map(CollectionInfo::of).toList());
    }

    public Call<CollectionInfo> info(String collection) {
        return client.send("collections.info", Params.of("collection", collection), CollectionInfo::of);
    }

    public Call<CollectionInfo> create(CreateRequest request) {
        return client.send("collections.create", request.params(), CollectionInfo::of);
    }

    /** Reads all that is stored and compares it with its checksums; reports progress. */
    public Call<VerifyReport> verify(String collection) {
        return client.send("collections.verify", Params.of("collection", collection), VerifyReport::of);
    }

    /** Drops what was deleted; reports progress. */
    public Call<CompactReport> compact(String collection) {
        return client.send("collections.compact", Params.of("collection", collection), CompactReport::of);
    }
}
