package org.concord.qupath;

import java.util.List;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.concord.qupath.core.AcceptedLabel;
import org.concord.qupath.core.SimilarCases;
import org.concord.qupath.core.SimilarHit;
import org.concord.qupath.core.SlideFinder;
import org.concord.qupath.ui.ViewerActions;
import qupath.lib.gui.QuPathGUI;
import qupath.lib.objects.classes.PathClass;

/** What a user wants of an answer, done in QuPath. JavaFX's thread. */
final class Actions implements ViewerActions {
    /** A hit that was opened has about so many pixels a side on the screen. */
    private static final double PIXELS_SHOWN = 300;
    private static final double GAP = 8;

    private final QuPathGUI qupath;
    private final Commands commands;

    Actions(QuPathGUI qupath, Commands commands) {
        this.qupath = qupath;
        this.commands = commands;
    }

    @Override
    public void open(SimilarHit shown) {
        try {
            var hit = shown.hit();
            var project = qupath.getProject();
            var entry = ProjectSlides.entry(project, SlideFinder.find(hit, ProjectSlides.of(project)));
            var viewer = qupath.getViewer();
            // QuPath answers false where the slide is open already, and where the user kept the other one for its changes.
            qupath.openImageEntry(entry);
            if (viewer.getImageData() == null || project.getEntry(viewer.getImageData()) != entry) {
                viewer = qupath.getViewer();
            }
            if (viewer.getImageData() != null && project.getEntry(viewer.getImageData()) == entry) {
                viewer.setDownsampleFactor(Math.max(1, hit.width() / PIXELS_SHOWN));
                viewer.setCenterPixelLocation(hit.x() + hit.width() / 2.0, hit.y() + hit.height() / 2.0);
            }
        } catch (IllegalArgumentException e) {
            commands.fail(e);
        }
    }

    /** Asks first, with every value that would be written. */
    @Override
    public void accept(AcceptedLabel label) {
        try {
            accept(label, commands.stillOpen());
        } catch (IllegalArgumentException e) {
            commands.fail(e);
        }
    }

    private void accept(AcceptedLabel label, Commands.Searched searched) {
        var classify = new CheckBox("and classify it as \"" + label.className() + "\"");
        var question = new Alert(Alert.AlertType.CONFIRMATION);
        question.initOwner(qupath.getStage());
        question.setTitle("Concord");
        question.setHeaderText("Take over the label \"" + label.label() + "\"?");
        question.getDialogPane().setContent(new VBox(GAP, new Label(label.words()), classify));
        if (question.showAndWait().orElse(ButtonType.CANCEL) != ButtonType.OK) {
            return;
        }
        var hierarchy = searched.image().getHierarchy();
        label.measurements().forEach((name, value) -> searched.object().getMeasurementList().put(name, value));
        hierarchy.fireObjectMeasurementsChangedEvent(this, List.of(searched.object()));
        if (classify.isSelected()) {
            searched.object().setPathClass(PathClass.fromString(label.className()));
            hierarchy.fireObjectClassificationsChangedEvent(this, List.of(searched.object()));
        }
        commands.say("Written to the annotation: " + String.join(", ", label.measurements().keySet()) + ".");
    }

    @Override
    public void heatmap(SimilarCases cases, boolean asDetections) {
        commands.heatmap(cases, asDetections);
    }

    @Override
    public void cancel() {
        commands.cancel();
    }
}
