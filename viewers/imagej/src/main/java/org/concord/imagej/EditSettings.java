package org.concord.imagej;

import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import java.util.Arrays;

/** Plugins, Concord, Concord Settings...: which engine, and how it is started. In a macro: `run("Concord Settings...", "pipe=default start program=/opt/concord/concord folders=/data")`. */
public final class EditSettings implements PlugIn {
    private static final String TITLE = "Concord Settings";

    @Override
    public void run(String argument) {
        Commands.run(TITLE, EditSettings::edit);
    }

    private static void edit() {
        var options = Macro.getOptions();
        var changed = options != null ? of(options, EngineSettings.load()) : ask(EngineSettings.load());
        if (changed != null) {
            changed.save();
            Engine.forget();
        }
    }

    private static EngineSettings of(String options, EngineSettings now) {
        return new EngineSettings(Macro.getValue(options, "pipe", now.pipe()), Arrays.asList(options.split("\\s+")).contains("start"),
                Macro.getValue(options, "program", now.program()), Macro.getValue(options, "folders", now.folders()));
    }

    private static EngineSettings ask(EngineSettings now) {
        var dialog = new GenericDialog(TITLE);
        dialog.addStringField("Pipe", now.pipe(), 20);
        dialog.addCheckbox("Start the engine where none runs", now.start());
        dialog.addFileField("Program", now.program());
        dialog.addDirectoryField("Folders", now.folders());
        dialog.addMessage("Program: empty for the variable CONCORD, or concord on the PATH.\nFolders: what a started engine may read; it reads nothing else.");
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return null;
        }
        var pipe = dialog.getNextString();
        return new EngineSettings(pipe.isBlank() ? "default" : pipe, dialog.getNextBoolean(), dialog.getNextString(), dialog.getNextString());
    }
}
