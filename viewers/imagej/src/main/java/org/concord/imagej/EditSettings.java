package org.concord.imagej;

import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;

/**
 * Plugins, Concord, Concord Settings...: which engine, and how it is started. In a macro: `run("Concord Settings...", "pipe=default start program=/opt/concord/concord folders=/data")`.
 */
public final class EditSettings implements PlugIn {
    private static final String TITLE = "Concord Settings";

    private record Change(EngineSettings settings, boolean restart) {}

    @Override
    public void run(String argument) {
        Commands.run(TITLE, () -> {
            var options = Macro.getOptions();
            var change = options != null ? of(options, EngineSettings.load()) : ask(EngineSettings.load());
            if (change != null) {
                make(change);
            }
        });
    }

    /** For macros without a screen: `call("org.concord.imagej.EditSettings.set", "program=/opt/concord/concord start folders=/data")`. Answers nothing, or `Concord: ` and what was wrong. */
    public static String set(String options) {
        return Commands.tell(TITLE, () -> {
            make(of(options, EngineSettings.load()));
            return "";
        });
    }

    private static void make(Change change) throws InterruptedException {
        change.settings().save();
        Engine.forget();
        if (change.restart()) {
            Engine.stop();
        }
    }

    private static Change of(String options, EngineSettings now) {
        var settings = new EngineSettings(Macro.getValue(options, "pipe", now.pipe()), Commands.flag(options, "start"), Macro.getValue(options, "program", now.program()),
                Macro.getValue(options, "folders", now.folders()));
        return new Change(settings, Commands.flag(options, "restart"));
    }

    private static Change ask(EngineSettings now) {
        var dialog = new GenericDialog(TITLE);
        dialog.addStringField("Pipe", now.pipe(), 20);
        dialog.addCheckbox("Start the engine where none runs", now.start());
        dialog.addFileField("Program", now.program());
        dialog.addDirectoryField("Folders", now.folders());
        dialog.addCheckbox("Restart an engine that runs, so that it has these settings", false);
        dialog.addMessage("Program: empty for the variable CONCORD, or concord on the PATH.\nFolders: what a started engine may read; it reads nothing else.");
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return null;
        }
        var pipe = dialog.getNextString();
        var settings = new EngineSettings(pipe.isBlank() ? "default" : pipe, dialog.getNextBoolean(), dialog.getNextString(), dialog.getNextString());
        return new Change(settings, dialog.getNextBoolean());
    }
}
