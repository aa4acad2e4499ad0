package org.concord.client;

/** What compaction dropped, and the bytes on disk before and after. */
public record CompactReport(String name, long rows, long rowsDropped, long filesRemoved, long bytesBefore, long bytesAfter) {
    static CompactReport of(Document report) {
        return new CompactReport(report.text("name"), report.whole("rows", 0), report.whole("rows_dropped", 0), report.whole("files_removed", 0),
                report.whole("bytes_before", 0), report.whole("bytes_after", 0));
    }
}
