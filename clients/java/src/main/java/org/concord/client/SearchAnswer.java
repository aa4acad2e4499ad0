package org.concord.client;

import java.util.List;

/**
 * The nearest tiles.
 *
 * @param hits the nearest first
 * @param vote null where no hit has the label
 * @param shortfall in words why there are fewer hits than asked for; null where there are not
 * @param document all of it, as `concord search --json` prints it
 */
public record SearchAnswer(List<Hit> hits, Vote vote, Evidence search, String shortfall, Document document) {
    static SearchAnswer of(Document answer) {
        return new SearchAnswer(answer.documents("hits").stream().map(Hit::of).toList(), Vote.of(answer.document("vote")), Evidence.of(answer.document("search")),
                answer.text("shortfall"), answer);
    }
}
