package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarRequestTest {
    @Test
    void of_aMacrosOptions_hasThemAll() {
        assertEquals(new SimilarRequest("lung", "imported features", 7, "case", "P 7", "label = \"a b\"", true),
                SimilarRequest.of("collection=lung space=[imported features] k=7 exclude=case group=[P 7] where=[label = \"a b\"] radiology"));
    }

    @Test
    void of_whatTheRecorderWrites_isWhatWasChosen() {
        assertEquals(new SimilarRequest("demo", "", 10, "patient", "", "", true),
                SimilarRequest.of("collection=demo space=[] k=10 exclude=patient group=[] where=[] radiology"));
    }

    @Test
    void of_fewOptions_hasTheDefaults() {
        assertEquals(new SimilarRequest("lung", "", 10, "patient", "", "", false), SimilarRequest.of("collection=lung"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=3", "collection=lung k=0", "collection=lung k=-1", "collection=lung k=1000000000", "collection=lung k=x", "collection=lung exclude=nobody"})
    void of_optionsThatCannotBe_isRefused(String options) {
        assertThrows(IllegalArgumentException.class, () -> SimilarRequest.of(options));
    }
}
