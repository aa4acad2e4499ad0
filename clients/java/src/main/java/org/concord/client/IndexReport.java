package org.concord.client;

import java.util.List;

/**
 * What a run of indexing did, as `concord index --json` prints it.
 *
 * @param slides added
 * @param tiles added
 * @param alreadyIndexed slides that were there
 * @param tilesPerSecond null where nothing was embedded
 * @param document all of it
 */
public record IndexReport(long slides, long tiles, long alreadyIndexed, List<Skipped> skipped, Double tilesPerSecond, Document document) {
    static IndexReport of(Document report) {
        return new IndexReport(report.whole("slides", 0), report.whole("tiles", 0), report.whole("already_indexed", 0), Skipped.all(report), report.number("tiles_per_second"), report);
    }
}
