package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.concord.client.Evidence;
import org.concord.client.Hit;
import org.concord.client.SearchAnswer;
import org.concord.client.Vote;
import org.junit.jupiter.api.Test;

/** What is written to an annotation, and when nothing may be. */
class AcceptedLabelTest {
    @Test
    void of_aVote_hasItsNumbersInOrder() {
        var accepted = AcceptedLabel.of(cases(vote("tumour: grade 2", "tumour: grade 2", null)));
        assertEquals("tumour: grade 2", accepted.label());
        assertEquals("tumour - grade 2", accepted.className(), "a colon makes two classes of one in QuPath");
        assertEquals(List.of("Concord: votes tumour - grade 2", "Concord: votes normal", "Concord: voters", "Concord: margin", "Concord: nearest distance"),
                List.copyOf(accepted.measurements().keySet()));
        assertEquals(List.of(4.0, 1.0, 5.0, 0.6, 0.25), List.copyOf(accepted.measurements().values()));
        accepted.measurements().forEach((name, value) -> assertTrue(accepted.words().contains(name + " = " + value), name));
    }

    @Test
    void of_noAnswerOrNoVote_isRefused() {
        var far = cases(vote(null, "normal", "the nearest lie too far"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> AcceptedLabel.of(far)).getMessage().contains("the nearest lie too far"));
        var unlabelled = cases(null);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> AcceptedLabel.of(unlabelled)).getMessage().contains("none of the hits has this label"));
    }

    @Test
    void verdict_andBadge_sayWhatWasFound() {
        var cases = cases(vote("normal", "normal", null));
        assertEquals("normal: 1 of 5 votes, margin 60 %", cases.verdict());
        assertEquals("approximate, recall 0.991", cases.badge());
        assertEquals("1,234 rows compared, 7 lists read, lung / pathology", cases.evidence());
        assertEquals("rank\tdistance\tlabel\tcase\tslide\tx\ty\twidth\theight\n1\t0.2500\tnormal\tS\tS\t0\t0\t224\t224\n", cases.table());
    }

    private static Vote vote(String answer, String leader, String noAnswer) {
        return new Vote(5, answer, leader, 5, List.of(new Vote.Count("tumour: grade 2", 4), new Vote.Count("normal", 1)), 0.6, false, 0.7, noAnswer, 0.3);
    }

    private static SimilarCases cases(Vote vote) {
        var hit = new Hit(1, 0.25, 17, "S", null, null, null, Map.of("label", "normal"), 0, 0, 224, 224, null, List.of());
        var answer = new SearchAnswer(List.of(hit), vote, new Evidence(false, 7, 7, 1234, 0.991), null, null);
        return new SimilarCases(new QuerySpace("lung", "pathology", "cosine", 5000, 224, 0.5), answer, List.of(new SimilarHit(hit, "normal", null, "none")), List.of(), null, new float[0], null, 1,
                List.of(), new SimilarCases.Timing(0, 0, 0));
    }
}
