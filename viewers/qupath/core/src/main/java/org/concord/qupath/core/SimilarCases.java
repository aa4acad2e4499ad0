package org.concord.qupath.core;

import java.util.List;
import java.util.Locale;
import org.concord.client.Pixels;
import org.concord.client.SearchAnswer;

/**
 * What a search found, with its pictures.
 *
 * @param region the marked region, small, for showing
 * @param vector of the region, for a heatmap
 * @param self which slide of the collection the open one is; null where it is none
 * @param tiles of the region that were embedded
 * @param notes what the user should know of how it was found, in words
 */
public record SimilarCases(QuerySpace space, SearchAnswer answer, List<SimilarHit> hits, List<LinkedScan> scans, Pixels region, float[] vector,
        SlideIdentity self, int tiles, List<String> notes, Timing timing) {
    /** Milliseconds: reading and embedding the region go side by side. */
    public record Timing(double embedding, double searching, double pictures) {}

    /** `exact`, or `approximate` with the recall to expect. */
    public String badge() {
        var search = answer.search();
        if (search.exact()) {
            return "exact";
        }
        return search.expectedRecall() == null ? "approximate" : String.format(Locale.ROOT, "approximate, recall %.3f", search.expectedRecall());
    }

    /** What was read for it, in one line. */
    public String evidence() {
        var search = answer.search();
        return String.format(Locale.ROOT, "%,d rows compared%s, %s / %s", search.rows(), search.exact() ? "" : ", " + search.lists() + " lists read", space.collection(),
                space.space());
    }

    /** What the nearest say, in one line. */
    public String verdict() {
        var vote = answer.vote();
        if (vote == null) {
            return "No vote: none of the hits has this label.";
        }
        if (vote.answer() == null) {
            return "No answer: " + vote.noAnswer();
        }
        var leader = vote.votes().stream().filter(count -> count.label().equals(vote.leader())).findFirst();
        return String.format(Locale.ROOT, "%s: %d of %d votes, margin %.0f %%%s", vote.answer(), leader.map(count -> count.votes()).orElse(0), vote.voters(), 100 * vote.margin(),
                vote.tied() ? ", tied" : "");
    }

    /** A table for scripts: a line of names, then a line a hit, tabs between. */
    public String table() {
        var lines = new StringBuilder("rank\tdistance\tlabel\tcase\tslide\tx\ty\twidth\theight\n");
        for (var each : hits) {
            var hit = each.hit();
            lines.append(hit.rank()).append('\t').append(each.distance()).append('\t').append(each.label()).append('\t').append(each.where()).append('\t').append(hit.slide())
                    .append('\t').append(hit.x()).append('\t').append(hit.y()).append('\t').append(hit.width()).append('\t').append(hit.height()).append('\n');
        }
        return lines.toString();
    }
}
