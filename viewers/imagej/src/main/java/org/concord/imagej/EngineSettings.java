package org.concord.imagej;

import ij.Prefs;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concord.client.Options;

/**
 * How ImageJ reaches the engine; kept in ImageJ's preferences.
 *
 * @param pipe name of the engine
 * @param start whether it is started where none runs
 * @param program what is started; empty: $CONCORD, else `concord` on the PATH
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

    Options options() {
        var arguments = new ArrayList<String>();
        for (var folder : folders.split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                arguments.addAll(List.of("--root", folder.strip()));
            }
        }
        return Options.defaults().pipe(pipe).start(start).program(program.isBlank() ? null : Path.of(program.strip())).arguments(arguments).client("concord-imagej 0.1.0");
    }
}
