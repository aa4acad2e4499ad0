package org.concord.client;

import java.util.List;

/**
 * A radiology item linked to a case.
 *
 * @param modality `MR`, say
 * @param contrast `FLAIR`, say
 * @param file its path
 * @param present whether the file is there; null where nobody looked
 */
public record Series(String modality, String contrast, String file, Boolean present) {
    static List<Series> all(Document owner) {
        return owner.documents("series").stream()
                .map(item -> new Series(item.text("modality"), item.text("contrast"), item.text("file"), item.has("present") ? item.flag("present") : null))
                .toList();
    }
}
