package org.concord.qupath.ui;

import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import org.concord.qupath.core.SimilarHit;

/** One hit: picture, label, case, distance. A double click, or Enter, opens its slide there. */
final class HitCard extends VBox {
    static final double SIDE = 150;

    private static final double GAP = 3;

    HitCard(SimilarHit hit, ViewerActions actions) {
        super(GAP);
        setPadding(new Insets(2 * GAP));
        setMinWidth(SIDE + 4 * GAP);
        setMaxWidth(SIDE + 4 * GAP);
        var label = line(hit.label().isEmpty() ? "no label" : hit.label());
        label.setStyle("-fx-font-weight: bold;");
        var rank = line(hit.hit().rank() + "   distance " + hit.distance());
        getChildren().addAll(Pictures.node(hit.picture(), hit.noPicture(), SIDE), label, line(hit.where()), rank);
        Tooltip.install(this, new Tooltip(details(hit)));
        setAccessibleText(hit.hit().rank() + ". " + hit.label() + ", " + hit.where() + ", distance " + hit.distance());
        setFocusTraversable(true);
        focusedProperty().addListener((observed, before, focused) -> setStyle(focused ? "-fx-background-color: -fx-focus-color; -fx-background-radius: 3;" : ""));
        setOnMouseClicked(event -> {
            requestFocus();
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                actions.open(hit);
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                actions.open(hit);
            }
        });
    }

    private static Label line(String text) {
        var label = new Label(text);
        label.setMaxWidth(SIDE);
        return label;
    }

    private static String details(SimilarHit hit) {
        var text = new StringBuilder("Double click opens the slide here.\n").append(hit.hit().slide()).append(" at ").append(hit.hit().x()).append(", ").append(hit.hit().y());
        hit.hit().labels().forEach((name, value) -> text.append('\n').append(name).append(": ").append(value));
        hit.series().forEach(series -> text.append("\nradiology: ").append(series.modality()).append(' ').append(series.contrast()));
        return text.toString();
    }
}
