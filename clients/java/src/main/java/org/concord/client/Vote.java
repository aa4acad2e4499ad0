package org.concord.client;

import java.util.List;

/**
 * What the nearest say.
 *
 * @param k how many were asked
 * @param answer null where `noAnswer` says why
 * @param leader the label with most votes, answer or not
 * @param voters those that have the label
 * @param margin of the leader over the next, as a share
 * @param noAnswer null where there is one
 * @param threshold the distance beyond which there is no answer; null where there is no calibration
 */
public record Vote(int k, String answer, String leader, int voters, List<Count> votes, double margin, boolean tied, double entropy, String noAnswer, Double threshold) {
    /** Votes for a label. */
    public record Count(String label, int votes) {}

    static Vote of(Document vote) {
        if (vote == null) {
            return null;
        }
        var counts = vote.documents("votes").stream().map(item -> new Count(item.text("label"), item.count("votes"))).toList();
        var calibration = vote.document("calibration");
        return new Vote(vote.count("k"), vote.text("answer"), vote.text("leader"), vote.count("voters"), counts, vote.number("margin", 0), vote.flag("tied"),
                vote.number("entropy", 0), vote.text("no_answer"), calibration == null ? null : calibration.number("distance"));
    }
}
