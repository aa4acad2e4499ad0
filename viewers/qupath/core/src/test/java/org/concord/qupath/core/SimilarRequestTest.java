package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SimilarRequestTest {
    private static final QuerySpace SPACE = new QuerySpace("lung", "pathology", "cosine", 7, 224, 0.5);

    @Test
    void script_ofTheSettings_saysAllThatWasAsked() {
        assertEquals("println org.concord.qupath.Concord.search(k: 10, collection: 'lung', space: 'pathology', exclude: 'patient', label: 'label').table()",
                SimilarRequest.of(Settings.defaults()).script(SPACE));
    }

    @Test
    void script_ofTextWithQuotesAndBackslashes_isTheSameTextInGroovy() {
        var request = SimilarRequest.of(Settings.defaults(), Map.of("k", 3, "exclude", "centre", "group", "O'Neill", "where", "label = \"a\\b\"", "label", "grade"));
        assertEquals("println org.concord.qupath.Concord.search(k: 3, collection: 'lung', space: 'pathology', exclude: 'centre', group: 'O\\'Neill', where: 'label = \"a\\\\b\"', label: 'grade').table()",
                request.script(SPACE));
    }
}
