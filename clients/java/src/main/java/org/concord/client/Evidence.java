package org.concord.client;

import java.util.Map;

/**
 * How an answer was found.
 *
 * @param exact whether every row was compared
 * @param lists read
 * @param rows compared
 * @param expectedRecall of an approximate answer's first ten; null where exact
 */
public record Evidence(boolean exact, int nprobe, int lists, long rows, Double expectedRecall) {
    static Evidence of(Document given) {
        var search = given != null ? given : new Document(Map.of());
        return new Evidence(search.flag("exact"), search.count("nprobe"), search.count("lists"), search.whole("rows", 0), search.number("expected_recall"));
    }
}
