package org.concord.qupath.core;

import java.util.List;
import java.util.Locale;
import org.concord.client.Hit;
import org.concord.client.Pixels;
import org.concord.client.Series;

/**
 * A tile like the region, as it is shown.
 *
 * @param label of the name that is voted on; empty where it has none
 * @param picture null where the collection has none, and `noPicture` says why
 */
public record SimilarHit(Hit hit, String label, Pixels picture, String noPicture) {
    /** Where it lies, for people: the case, or else the slide. */
    public String where() {
        return hit.caseId() == null || hit.caseId().isBlank() ? hit.slide() : hit.caseId();
    }

    /** Of four digits: more say nothing. */
    public String distance() {
        return String.format(Locale.ROOT, "%.4f", hit.distance());
    }

    public List<Series> series() {
        return hit.series();
    }
}
