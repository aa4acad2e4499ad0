package org.concord.qupath.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A label that the user took over from a vote: what is written to the annotation, and nothing else. The viewer asks before it writes.
 *
 * @param className for a classification; without ": ", which would make QuPath take it for two
 * @param measurements name to value, in order
 */
public record AcceptedLabel(String label, String className, Map<String, Double> measurements) {
    /** Throws IllegalArgumentException where the nearest gave no answer: then there is nothing to accept. */
    public static AcceptedLabel of(SimilarCases cases) {
        var vote = cases.answer().vote();
        if (vote == null || vote.answer() == null) {
            throw new IllegalArgumentException("There is no label to accept. " + cases.verdict());
        }
        var measurements = new LinkedHashMap<String, Double>();
        vote.votes().forEach(count -> measurements.put("Concord: votes " + plain(count.label()), (double) count.votes()));
        measurements.put("Concord: voters", (double) vote.voters());
        measurements.put("Concord: margin", vote.margin());
        measurements.put("Concord: nearest distance", cases.answer().hits().get(0).distance());
        return new AcceptedLabel(vote.answer(), plain(vote.answer()), measurements);
    }

    /** What will be written, in words, for the question before. */
    public String words() {
        var lines = new StringBuilder("Write to the selected annotation:\n");
        measurements.forEach((name, value) -> lines.append("  ").append(name).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    private static String plain(String label) {
        return label.replace(":", " -").strip();
    }
}
