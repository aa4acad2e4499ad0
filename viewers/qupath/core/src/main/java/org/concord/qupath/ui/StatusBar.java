package org.concord.qupath.ui;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.concord.qupath.core.Problem;

/** What is being done, how far it is, and a button that ends it; or what failed and what to do. */
final class StatusBar extends HBox {
    private static final double GAP = 8;

    private final Label words = new Label("Ready.");
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("Cancel");

    StatusBar(Runnable onCancel) {
        super(GAP);
        setPadding(new Insets(GAP));
        setAlignment(Pos.CENTER_LEFT);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        bar.setMinWidth(HitCard.SIDE);
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> onCancel.run());
        getChildren().addAll(words, bar, cancel);
        running(false);
    }

    void working(String what, double share) {
        words.setStyle("");
        words.setText(what);
        bar.setProgress(share < 0 ? ProgressBar.INDETERMINATE_PROGRESS : share);
        running(true);
    }

    void done(String what) {
        words.setStyle("");
        words.setText(what);
        running(false);
    }

    void failed(Problem problem) {
        // The mark too, for those who do not tell the colour.
        words.setStyle(problem.isCancelled() ? "" : "-fx-text-fill: #c62828;");
        words.setText(problem.isCancelled() ? problem.message() : "⚠  " + problem.words());
        running(false);
    }

    private void running(boolean now) {
        bar.setVisible(now);
        bar.setManaged(now);
        cancel.setVisible(now);
        cancel.setManaged(now);
    }
}
