package org.concord.imagej;

import ij.Prefs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.concord.client.Options;

/**
 * How ImageJ reaches the engine; kept in ImageJ's preferences.
 *
 * @param pipe name of the engine
 * @param start whether it is started where none runs
 * @param program what is started, or the folder it lies in; empty: $CONCORD, else `concord` on the PATH
 * @param folders whose files a started engine may read, parted by the path separator
 */
record EngineSettings(String pipe, boolean start, String program, String folders) {
    static EngineSettings load() {
        return new EngineSettings(Prefs.get("concord.pipe", "default"), Prefs.get("concord.start", true), Prefs.get("concord.program", ""), Prefs.get("concord.folders", ""));
    }

    void save() {
        Prefs.set("concord.pipe", pipe);
        Prefs.set("concord.start", start);
        Prefs.set("concord.program", program);
        Prefs.set("concord.folders", folders);
        Prefs.savePreferences();
    }

    EngineSettings withProgram(String chosen) {
        return new EngineSettings(pipe, start, chosen, folders);
    }

    EngineSettings withFolder(String allowed) {
        return listed().contains(allowed) ? this : new EngineSettings(pipe, start, program, folders.isBlank() ? allowed : folders + File.pathSeparator + allowed);
    }

    /** Folders that are not there now, on a drive that is not connected, say, keep no engine from starting. */
    Options options() {
        var arguments = new ArrayList<String>();
        for (var folder : listed()) {
            if (Files.isDirectory(Path.of(folder))) {
                arguments.addAll(List.of("--root", folder));
            }
        }
        return Options.defaults().pipe(pipe).start(start).program(program.isBlank() ? null : file(Path.of(program.strip()))).arguments(arguments).client("concord-imagej 0.1.0");
    }

    private List<String> listed() {
        return Arrays.stream(folders.split(File.pathSeparator)).map(String::strip).filter(folder -> !folder.isEmpty()).toList();
    }

    /** Who names the folder means the program in it. */
    private static Path file(Path chosen) {
        if (!Files.isDirectory(chosen)) {
            return chosen;
        }
        var windows = chosen.resolve("concord.exe");
        return Files.exists(windows) ? windows : chosen.resolve("concord");
    }
}
