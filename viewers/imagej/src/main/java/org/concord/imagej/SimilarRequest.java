package org.concord.imagej;

import ij.Macro;
import java.util.Arrays;
import java.util.Locale;
import org.concord.client.Exclude;
import org.concord.client.Pixels;
import org.concord.client.Query;
import org.concord.client.SearchRequest;

/**
 * What is looked for, but for the picture.
 *
 * @param space one of the collection's, by name; empty: its first
 * @param exclude relatives of `group` that are left out; without a group nothing is
 * @param group the patient (slide, case, centre) of the picture; empty: not known
 * @param where a condition on labels; empty: none
 * @param radiology whether linked series are shown
 */
record SimilarRequest(String collection, String space, int k, String exclude, String group, String where, boolean radiology) {
    static final int MOST = 200;
    static final int STANDARD = 10;

    /** Throws IllegalArgumentException for what cannot be. */
    SimilarRequest {
        if (collection.isBlank()) {
            throw new IllegalArgumentException("Say which collection to search: collection=NAME.");
        }
        if (k < 1 || k > MOST) {
            throw new IllegalArgumentException("k is " + k + "; 1 to " + MOST + " tiles can be shown.");
        }
        if (!Arrays.asList(choices()).contains(exclude)) {
            throw new IllegalArgumentException("exclude is " + exclude + "; it can be " + String.join(", ", choices()) + ".");
        }
    }

    static String[] choices() {
        return Arrays.stream(Exclude.values()).map(choice -> choice.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }

    /** Of a macro: collection=lung space=pathology k=10 exclude=patient group=P7 where=[label = "a"] radiology. */
    static SimilarRequest of(String options) {
        var k = Macro.getValue(options, "k", String.valueOf(STANDARD));
        if (!k.matches("-?\\d{1,9}")) {
            throw new IllegalArgumentException("k is " + k + "; it must be a whole number.");
        }
        return new SimilarRequest(Macro.getValue(options, "collection", ""), Macro.getValue(options, "space", ""), Integer.parseInt(k), Macro.getValue(options, "exclude", "patient"),
                Macro.getValue(options, "group", ""), Macro.getValue(options, "where", ""), Commands.flag(options, "radiology"));
    }

    SearchRequest of(Pixels pixels) {
        return new SearchRequest(collection, Query.pixels(pixels)).space(space.isBlank() ? null : space.strip()).k(k)
                .exclude(Exclude.valueOf(exclude.toUpperCase(Locale.ROOT))).group(group.isBlank() ? null : group)
                .where(where.isBlank() ? null : where);
    }
}
