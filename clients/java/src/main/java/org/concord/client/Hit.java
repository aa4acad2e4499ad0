package org.concord.client;

import java.util.List;
import java.util.Map;

/**
 * A tile of an answer.
 *
 * @param rank from 1
 * @param distance squared Euclidean with the metric `l2`, 1 - cosine with `cosine`
 * @param tile its id
 * @param slide name of its slide
 * @param caseId null where not known; so patient and centre
 * @param x left, in level-0 pixels; so y, width, height
 * @param file of the slide; null where it came without
 * @param series radiology of its case
 */
public record Hit(int rank, double distance, long tile, String slide, String caseId, String patient, String centre, Map<String, String> labels, long x, long y, long width,
        long height, String file, List<Series> series) {
    static Hit of(Document hit) {
        return new Hit(hit.count("rank"), hit.number("distance", Double.NaN), hit.whole("tile", 0), hit.text("slide"), hit.text("case"), hit.text("patient"),
                hit.text("centre"), hit.textMap("labels"), hit.whole("x", 0), hit.whole("y", 0), hit.whole("width", 0), hit.whole("height", 0), hit.text("file"),
                Series.all(hit));
    }
}
