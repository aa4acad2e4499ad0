package org.concord.client;

import java.util.List;

/** A file that was left out, and why. */
public record Skipped(String file, String reason) {
    static List<Skipped> all(Document report) {
        return report.documents("skipped").stream().map(item -> new Skipped(item.text("file"), item.text("reason"))).toList();
    }
}
