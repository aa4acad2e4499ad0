package org.concord.client;

import java.util.List;
import java.util.Map;

/**
 * A slide of an answer.
 *
 * @param rank from 1
 * @param distance median of the tiles' least distances
 * @param slide its name
 * @param caseId null where not known; so patient, centre and file
 * @param tiles how many it has
 * @param pairs of tiles that show the likeness
 */
public record SlideHit(int rank, double distance, String slide, long id, String caseId, String patient, String centre, Map<String, String> labels, long tiles, String file,
        List<Pair> pairs, List<Series> series) {
    /**
     * A tile of the query and the one of the hit nearest to it.
     *
     * @param kind which it is of all pairs, `typical` say
     */
    public record Pair(String kind, TilePlace query, TilePlace hit, double distance) {
        private static Pair of(Document pair) {
            return new Pair(pair.text("kind"), TilePlace.of(pair.document("query")), TilePlace.of(pair.document("hit")), pair.number("distance", Double.NaN));
        }
    }

    static SlideHit of(Document hit) {
        return new SlideHit(hit.count("rank"), hit.number("distance", Double.NaN), hit.text("slide"), hit.whole("id", 0), hit.text("case"), hit.text("patient"),
                hit.text("centre"), hit.textMap("labels"), hit.whole("tiles", 0), hit.text("file"), hit.documents("pairs").stream().map(Pair::of).toList(), Series.all(hit));
    }
}
