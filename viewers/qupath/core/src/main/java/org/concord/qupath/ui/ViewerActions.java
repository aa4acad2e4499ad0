package org.concord.qupath.ui;

import org.concord.qupath.core.AcceptedLabel;
import org.concord.qupath.core.SimilarCases;
import org.concord.qupath.core.SimilarHit;

/** What a user wants of the viewer. Called on JavaFX's thread. */
public interface ViewerActions {
    /** Opens the hit's slide at its place. */
    void open(SimilarHit hit);

    /** Takes a label over; the viewer asks before it writes. */
    void accept(AcceptedLabel label);

    /** Shows how like the region every tile of the open slide is; as detection objects, where they are wanted beside the overlay. */
    void heatmap(SimilarCases cases, boolean asDetections);

    /** Ends what runs. */
    void cancel();
}
