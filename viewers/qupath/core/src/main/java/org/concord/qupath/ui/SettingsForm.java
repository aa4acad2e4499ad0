package org.concord.qupath.ui;

import java.io.File;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.concord.qupath.core.Settings;
import org.concord.qupath.core.SimilarRequest;

/** The settings, to be changed. JavaFX's thread. */
public final class SettingsForm extends GridPane {
    private static final double GAP = 8;
    private static final int COLUMNS = 36;

    private final TextField pipe = new TextField();
    private final CheckBox start = new CheckBox("Start the engine where none runs");
    private final TextField program = new TextField();
    private final TextField folders = new TextField();
    private final TextField collection = new TextField();
    private final TextField space = new TextField();
    private final TextField hits = new TextField();
    private final ComboBox<String> exclude = new ComboBox<>();
    private final TextField where = new TextField();
    private final TextField label = new TextField();
    private final TextField slideMpp = new TextField();
    private final CheckBox radiology = new CheckBox("Fetch linked radiology");
    private final CheckBox jobsGoOn = new CheckBox("Indexing goes on when QuPath is closed");
    private int row;

    public SettingsForm(Settings settings) {
        setHgap(GAP);
        setVgap(GAP);
        setPadding(new Insets(GAP));
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        getColumnConstraints().add(names);
        exclude.getItems().setAll(SimilarRequest.exclusions());
        section("Engine");
        field("Name", pipe, settings.pipe(), "default");
        span(start, settings.start());
        chosen("Program", program, settings.program(), "$CONCORD, or concord on the PATH", this::chooseProgram);
        chosen("Folders it may read", folders, settings.folders(), "none but those of an indexed project", this::addFolder);
        section("Search");
        field("Collection", collection, settings.collection(), "the only one there is");
        field("Space", space, settings.space(), "the first of the collection");
        field("Hits", hits, settings.hits(), "1 to " + SimilarRequest.MOST);
        exclude.setValue(settings.exclude());
        addRow(row++, new Label("Leave out of the same"), exclude);
        field("Only where", where, settings.where(), "label != \"normal\" and centre = \"A\"");
        field("Label voted on", label, settings.label(), "label");
        field("µm a pixel of slides that do not say", slideMpp, settings.slideMpp(), "such slides are refused");
        span(radiology, settings.radiology());
        section("Indexing");
        span(jobsGoOn, settings.jobsGoOn());
    }

    /** As the form stands. Throws IllegalArgumentException, in words, for what cannot be. */
    public Settings settings() {
        var settings = new Settings(pipe.getText(), start.isSelected(), program.getText(), folders.getText(), collection.getText(), space.getText(), hits.getText(),
                exclude.getValue(), where.getText(), label.getText(), slideMpp.getText(), radiology.isSelected(), jobsGoOn.isSelected());
        SimilarRequest.of(settings);
        settings.assumedMpp();
        return settings;
    }

    private void section(String title) {
        var heading = new Label(title);
        heading.setStyle("-fx-font-weight: bold;");
        add(heading, 0, row++, 2, 1);
    }

    private void field(String name, TextField text, String value, String otherwise) {
        text.setText(value);
        text.setPromptText(otherwise);
        text.setPrefColumnCount(COLUMNS);
        addRow(row++, new Label(name), text);
    }

    private void chosen(String name, TextField text, String value, String otherwise, Runnable choose) {
        var button = new Button("Choose…");
        button.setOnAction(event -> choose.run());
        button.setMinWidth(USE_PREF_SIZE);
        text.setText(value);
        text.setPromptText(otherwise);
        text.setPrefColumnCount(COLUMNS);
        addRow(row++, new Label(name), new HBox(GAP, text, button));
    }

    private void span(CheckBox box, boolean value) {
        box.setSelected(value);
        add(box, 1, row++);
    }

    private void chooseProgram() {
        var file = new FileChooser().showOpenDialog(getScene().getWindow());
        if (file != null) {
            program.setText(file.getPath());
        }
    }

    private void addFolder() {
        var folder = new DirectoryChooser().showDialog(getScene().getWindow());
        if (folder != null) {
            folders.setText(folders.getText().isBlank() ? folder.getPath() : folders.getText() + File.pathSeparator + folder.getPath());
        }
    }
}
