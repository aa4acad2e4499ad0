package org.concord.qupath.ui;

import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.concord.client.Job;
import org.concord.client.Skipped;
import org.concord.qupath.core.Problem;
import org.concord.qupath.core.ProjectFiles;
import org.concord.qupath.core.ProjectIndexing;

/** Asks how the project is to be indexed, says what may be read for it, and shows how far it is. JavaFX's thread. */
public final class IndexPane extends VBox {
    private static final double GAP = 8;
    private static final int COLUMNS = 30;

    private final TextField collection = new TextField();
    private final TextField mpp = new TextField();
    private final CheckBox labels = new CheckBox("Take label, patient, case and centre from the project's metadata (written to concord-labels.csv beside the project)");
    private final CheckBox wholeMachine = new CheckBox("Use the whole machine now");
    private final CheckBox goOn = new CheckBox("Go on when QuPath is closed");
    private final Button start = new Button("Index");
    private final TextArea details = new TextArea();
    private final StatusBar status;

    /** What the user chose. */
    public record Choice(String collection, String mpp, boolean labels, boolean wholeMachine, boolean goOn) {}

    public IndexPane(ProjectFiles project, String name, boolean hasLabels, boolean jobsGoOn, Consumer<Choice> onStart, Runnable onCancel) {
        super(GAP);
        setPadding(new Insets(GAP));
        status = new StatusBar(onCancel);
        collection.setText(name);
        collection.setPrefColumnCount(COLUMNS);
        mpp.setPromptText("as the slides say");
        labels.setSelected(hasLabels);
        labels.setDisable(!hasLabels);
        wholeMachine.setSelected(true);
        goOn.setSelected(jobsGoOn);
        labels.setWrapText(true);
        labels.setMinHeight(Region.USE_PREF_SIZE);
        details.setEditable(false);
        details.setWrapText(true);
        details.setText(plan(project));
        VBox.setVgrow(details, Priority.ALWAYS);
        start.setDefaultButton(true);
        start.setDisable(project.files().isEmpty());
        start.setOnAction(event -> onStart.accept(new Choice(collection.getText(), mpp.getText(), labels.isSelected(), wholeMachine.isSelected(), goOn.isSelected())));
        var form = new GridPane();
        form.setHgap(GAP);
        form.setVgap(GAP);
        form.addRow(0, new Label("Collection"), collection);
        form.addRow(1, new Label("µm a pixel, where slides do not say"), mpp);
        getChildren().addAll(form, labels, wholeMachine, goOn, details, start, status);
    }

    /** Whether the job is to go on when the viewer closes, as the box says now. */
    public boolean goesOn() {
        return goOn.isSelected();
    }

    public void working(String words, double share) {
        start.setDisable(true);
        status.working(words, share);
    }

    /** The job as it is. */
    public void show(Job job) {
        if (!job.isOver()) {
            working(ProjectIndexing.words(job), job.total() == 0 ? -1 : (double) job.done() / job.total());
            return;
        }
        start.setDisable(false);
        if (job.report() != null) {
            job.report().skipped().forEach(skipped -> details.appendText("\nleft out: " + words(skipped)));
        }
        status.done(ProjectIndexing.words(job));
    }

    public void failed(Problem problem) {
        start.setDisable(false);
        status.failed(problem);
    }

    private static String plan(ProjectFiles project) {
        var text = new StringBuilder().append(project.files().size())
                .append(" slides of this project can be indexed. An engine that QuPath starts may read their folders and those of the settings, and nothing else:");
        project.folders().forEach(folder -> text.append("\n  ").append(folder));
        project.left().forEach(left -> text.append("\nleft out: ").append(words(left)));
        return text.toString();
    }

    private static String words(Skipped skipped) {
        return skipped.file() + ": " + skipped.reason();
    }
}
