package org.concord.client;

import java.util.List;

/** Whether what is stored is what was stored; where not, in what. */
public record VerifyReport(String name, boolean sound, List<String> problems, long files, long rows, long catalogRows) {
    static VerifyReport of(Document report) {
        return new VerifyReport(report.text("name"), report.flag("sound"), report.texts("problems"), report.whole("files", 0), report.whole("rows", 0),
                report.whole("catalog_rows", 0));
    }
}
