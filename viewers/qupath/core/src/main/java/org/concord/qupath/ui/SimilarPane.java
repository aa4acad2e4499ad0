package org.concord.qupath.ui;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.concord.qupath.core.AcceptedLabel;
import org.concord.qupath.core.LinkedScan;
import org.concord.qupath.core.Problem;
import org.concord.qupath.core.SimilarCases;

/** The answer to a search: the region, what the nearest say, the hits in a strip, and the radiology of their cases. JavaFX's thread. */
public final class SimilarPane extends BorderPane {
    private static final double GAP = 8;
    private static final double SCAN_SIDE = 120;
    private static final double BAR = 20;

    private final ViewerActions actions;
    private final StatusBar status;
    private final VBox content = new VBox(GAP);

    public SimilarPane(ViewerActions actions) {
        this.actions = actions;
        status = new StatusBar(actions::cancel);
        content.setPadding(new Insets(GAP));
        content.getChildren().add(hint("Mark a region of the slide with an annotation, select it, and choose Extensions > Concord > Find similar."));
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        setCenter(scroll);
        setBottom(status);
    }

    /** What is being done; share below 0 where it is not known how far that is. */
    public void working(String words, double share) {
        status.working(words, share);
    }

    /** What failed; the last answer stays. */
    public void failed(Problem problem) {
        status.failed(problem);
    }

    /** Something other than a search is through. */
    public void done(String words) {
        status.done(words);
    }

    public void show(SimilarCases cases) {
        content.getChildren().setAll(header(cases), strip(cases.hits().stream().map(hit -> (Node) new HitCard(hit, actions)).toList()));
        cases.notes().forEach(note -> content.getChildren().add(hint("ⓘ  " + note)));
        if (!cases.scans().isEmpty()) {
            content.getChildren().addAll(new Separator(), title("Linked radiology"), strip(cases.scans().stream().map(SimilarPane::scan).toList()));
        }
        var timing = cases.timing();
        status.done(String.format(Locale.ROOT, "%d hits. Region read and embedded in %.0f ms, searched in %.0f ms, pictures in %.0f ms. For research: no diagnosis.",
                cases.hits().size(), timing.embedding(), timing.searching(), timing.pictures()));
    }

    private Node header(SimilarCases cases) {
        var badge = new Label(cases.badge());
        badge.setStyle("-fx-border-color: " + (cases.answer().search().exact() ? "#2e7d32" : "#b26a00") + "; -fx-border-radius: 8; -fx-padding: 1 8 1 8;");
        badge.setTooltip(new Tooltip(cases.evidence()));
        var verdict = title(cases.verdict());
        verdict.setWrapText(true);
        var evidence = new HBox(GAP, badge, new Label(cases.evidence()));
        evidence.setAlignment(Pos.CENTER_LEFT);
        var words = new VBox(GAP, verdict, evidence, buttons(cases));
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(2 * GAP, Pictures.node(cases.region(), "", HitCard.SIDE), words);
    }

    private Node buttons(SimilarCases cases) {
        var accept = new Button("Accept label…");
        accept.setDisable(cases.answer().vote() == null || cases.answer().vote().answer() == null);
        accept.setOnAction(event -> actions.accept(AcceptedLabel.of(cases)));
        var detections = new CheckBox("as detections too");
        var heatmap = new Button("Heatmap of this slide");
        heatmap.setDisable(cases.self() == null);
        heatmap.setOnAction(event -> actions.heatmap(cases, detections.isSelected()));
        detections.disableProperty().bind(heatmap.disableProperty());
        var row = new HBox(GAP, accept, heatmap, detections);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node strip(List<Node> cards) {
        var row = new HBox(GAP);
        row.getChildren().addAll(cards);
        var scroll = new ScrollPane(row);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.minViewportHeightProperty().bind(row.heightProperty());
        // Its preferred height leaves no place for the bar below.
        scroll.setMinHeight(Region.USE_PREF_SIZE);
        scroll.prefHeightProperty().bind(row.heightProperty().add(BAR));
        return scroll;
    }

    private static Node scan(LinkedScan scan) {
        return new VBox(Pictures.node(scan.picture(), scan.noPicture(), SCAN_SIDE), new Label(scan.name()), new Label(scan.caseId()));
    }

    private static Label title(String text) {
        var label = new Label(text);
        label.setStyle("-fx-font-weight: bold; -fx-font-size: 1.15em;");
        return label;
    }

    private static Label hint(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        return label;
    }
}
