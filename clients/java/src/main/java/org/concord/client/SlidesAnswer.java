package org.concord.client;

import java.util.List;

/**
 * The nearest slides.
 *
 * @param vote null where no slide has the label
 * @param exact whether every slide was compared
 * @param shortfall in words why there are fewer than asked for; null where there are not
 * @param document all of it, as `concord search --slide --json` prints it
 */
public record SlidesAnswer(List<SlideHit> slides, Vote vote, boolean exact, String shortfall, Document document) {
    static SlidesAnswer of(Document answer) {
        var search = answer.document("search");
        return new SlidesAnswer(answer.documents("slides").stream().map(SlideHit::of).toList(), Vote.of(answer.document("vote")), search != null && search.flag("exact"),
                answer.text("shortfall"), answer);
    }
}
