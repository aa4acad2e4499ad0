package org.concord.client;

import java.util.List;

/**
 * Precision at K of a collection. What is null has the engine's default.
 *
 * @param ks at which K
 * @param draws of patients, for the intervals
 */
public record EvaluateRequest(String collection, String space, String label, List<Integer> ks, Exclude exclude, String where, Integer draws) {
    public EvaluateRequest(String collection) {
        this(collection, null, null, null, null, null, null);
    }

    Params params() {
        return Params.of("collection", collection).put("space", space).put("label", label).put("ks", ks).put("exclude", exclude).put("where", where).put("draws", draws);
    }
}
