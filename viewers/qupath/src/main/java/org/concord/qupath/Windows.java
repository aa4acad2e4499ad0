package org.concord.qupath;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Stage;
import org.concord.qupath.core.Settings;
import org.concord.qupath.ui.SettingsForm;
import qupath.lib.gui.QuPathGUI;

/** Windows beside QuPath's own, one of each kind. JavaFX's thread. */
final class Windows {
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 480;

    private final QuPathGUI qupath;
    private final Map<String, Stage> open = new HashMap<>();

    Windows(QuPathGUI qupath) {
        this.qupath = qupath;
    }

    void show(String title, Parent content) {
        var stage = open.computeIfAbsent(title, this::made);
        if (stage.getScene() == null) {
            stage.setScene(new Scene(content, WIDTH, HEIGHT));
        } else if (stage.getScene().getRoot() != content) {
            stage.getScene().setRoot(content);
        }
        stage.show();
        stage.toFront();
    }

    /** Shows the settings until they can be or the user gives up. */
    void ask(Settings settings, Consumer<Settings> changed) {
        var form = new SettingsForm(settings);
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(qupath.getStage());
        dialog.setTitle("Concord settings");
        dialog.getDialogPane().setContent(form);
        dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        dialog.getDialogPane().lookupButton(ButtonType.OK).addEventFilter(ActionEvent.ACTION, event -> {
            try {
                changed.accept(form.settings());
            } catch (IllegalArgumentException e) {
                event.consume();
                var refusal = new Alert(Alert.AlertType.ERROR, e.getMessage());
                refusal.initOwner(dialog.getDialogPane().getScene().getWindow());
                refusal.showAndWait();
            }
        });
        dialog.showAndWait();
    }

    /** Whether the user says yes. */
    boolean confirms(String question) {
        var alert = new Alert(Alert.AlertType.CONFIRMATION, question);
        alert.initOwner(qupath.getStage());
        alert.setTitle("Concord");
        return alert.showAndWait().orElse(ButtonType.CANCEL) == ButtonType.OK;
    }

    private Stage made(String title) {
        var stage = new Stage();
        stage.initOwner(qupath.getStage());
        stage.setTitle("Concord: " + title);
        return stage;
    }
}
