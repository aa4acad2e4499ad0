package org.concord.qupath.core;

import org.concord.client.Pixels;
import org.concord.client.Series;

/** A linked series of a hit's case; picture null where its file is gone, and `noPicture` says so. */
public record LinkedScan(String caseId, Series series, Pixels picture, String noPicture) {
    /** `MR FLAIR`, say. */
    public String name() {
        return (series.modality() == null ? "" : series.modality() + " ") + (series.contrast() == null ? "" : series.contrast());
    }
}
