package org.concord.client;

import java.util.Map;

/** A radiology file to be linked to a case; the file lies in one of the engine's roots. */
public record SeriesLink(String caseId, String modality, String contrast, String file) {
    Map<String, Object> params() {
        return Params.of("case", caseId).put("modality", modality).put("contrast", contrast).put("file", file).map();
    }
}
