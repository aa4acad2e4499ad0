package org.concord.client;

import java.util.List;

/** How many series were linked, and which were left out. */
public record LinkReport(long linked, List<Skipped> skipped) {
    static LinkReport of(Document report) {
        return new LinkReport(report.whole("linked", 0), Skipped.all(report));
    }
}
