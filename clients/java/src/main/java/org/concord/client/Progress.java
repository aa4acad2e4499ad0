package org.concord.client;

/**
 * How far a request is.
 *
 * @param stage what is being done, in words
 * @param done of `total`, in whatever the stage counts
 * @param total 0 where it is not known
 */
public record Progress(String stage, long done, long total) {
    static Progress of(Document event) {
        return new Progress(event.text("stage", ""), event.whole("done", 0), event.whole("total", 0));
    }
}
