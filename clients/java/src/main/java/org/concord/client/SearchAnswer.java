package org.concord.client;

import java.util.List;

/**
 * The nearest tiles.
 *
 * @param hits the nearest first, or in a plugin's order
 * @param vote null where no hit has the label
 * @param shortfall in words why there are fewer hits than asked for; null where there are not
 * @param document all of it, as `concord search --json` prints it
 */
public record SearchAnswer(List<Hit> hits, Vote vote, Evidence search, String shortfall, Document document) {
    /** The plugin whose order it is; null where the nearest come first. */
    public String rerankedBy() {
        var by = document.document("reranked");
        return by == null ? null : by.text("id");
    }

    /** What the exporter wrote; null where none was asked. */
    public byte[] exported() {
        return document.bytes("exported");
    }

    static SearchAnswer of(Document answer) {
        return new SearchAnswer(answer.documents("hits").stream().map(Hit::of).toList(), Vote.of(answer.document("vote")), Evidence.of(answer.document("search")),
                answer.text("shortfall"), answer);
    }
}
