package org.concord.qupath.core;

import java.nio.file.Path;

/**
 * How a project is to be indexed.
 *
 * @param collection made where there is none
 * @param labels a labels.csv; null: none
 * @param mpp micrometres a pixel of slides that do not say it; NaN: those are skipped
 * @param wholeMachine whether it takes all of the machine now, and does not stand back behind other work
 */
public record IndexWish(String collection, Path labels, double mpp, boolean wholeMachine) {
    /** Throws IllegalArgumentException, in words, for a name that the engine would refuse. */
    public IndexWish {
        collection = collection.strip();
        if (!collection.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("\"" + collection + "\" cannot name a collection: letters, digits, - _ and . can, at most 100, a letter or digit first.");
        }
    }
}
