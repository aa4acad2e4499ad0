package org.concord.qupath.core;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.concord.client.Options;

/**
 * What a user set once. Text everywhere, as preferences keep it; the accessors below make what is used of it, and throw IllegalArgumentException, in words, for what cannot be.
 *
 * @param pipe name of the engine
 * @param start whether it is started where none runs
 * @param program what is started; empty: $CONCORD, else `concord` on the PATH
 * @param folders whose files a started engine may read, parted by the path separator
 * @param collection that is searched; empty: the only one there is
 * @param space of it; empty: its first
 * @param hits wanted
 * @param exclude relatives of the slide that are no answers: `none`, `slide`, `case`, `patient`, `centre`
 * @param where a condition on labels; empty: none
 * @param label that the nearest vote on
 * @param slideMpp micrometres a pixel of slides that do not say it; empty: such a slide is refused
 * @param radiology whether linked series are fetched
 * @param jobsGoOn whether indexing goes on when QuPath is closed
 */
public record Settings(String pipe, boolean start, String program, String folders, String collection, String space, String hits, String exclude, String where, String label,
        String slideMpp, boolean radiology, boolean jobsGoOn) {
    /** The version of this extension, as engines are told. */
    public static final String CLIENT = "concord-qupath 0.1.0";

    private static final Settings DEFAULTS = new Settings("default", true, "", "", "", "", "10", "patient", "", "label", "", true, true);

    public static Settings defaults() {
        return DEFAULTS;
    }

    /** By the names of the fields, from whatever keeps text; null there: the default. */
    public static Settings of(UnaryOperator<String> kept) {
        var defaults = DEFAULTS;
        return new Settings(text(kept, "pipe", defaults.pipe), flag(kept, "start", defaults.start), text(kept, "program", ""), text(kept, "folders", ""),
                text(kept, "collection", ""), text(kept, "space", ""), text(kept, "hits", defaults.hits), text(kept, "exclude", defaults.exclude), text(kept, "where", ""),
                text(kept, "label", defaults.label), text(kept, "slideMpp", ""), flag(kept, "radiology", defaults.radiology), flag(kept, "jobsGoOn", defaults.jobsGoOn));
    }

    public Settings engine(String pipeName, String programPath, String readableFolders) {
        return new Settings(pipeName, start, programPath, readableFolders, collection, space, hits, exclude, where, label, slideMpp, radiology, jobsGoOn);
    }

    public Settings start(boolean whereNoneRuns) {
        return new Settings(pipe, whereNoneRuns, program, folders, collection, space, hits, exclude, where, label, slideMpp, radiology, jobsGoOn);
    }

    public Settings collection(String name) {
        return new Settings(pipe, start, program, folders, name, space, hits, exclude, where, label, slideMpp, radiology, jobsGoOn);
    }

    public Settings slideMpp(String micrometresAPixel) {
        return new Settings(pipe, start, program, folders, collection, space, hits, exclude, where, label, micrometresAPixel, radiology, jobsGoOn);
    }

    /** The folders named, whether or not they are there. */
    public List<Path> folderPaths() {
        var paths = new ArrayList<Path>();
        for (var folder : folders.split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                paths.add(Path.of(folder.strip()));
            }
        }
        return paths;
    }

    /** How the engine is reached, and started with its folders and `more`; one that is not there is left out, for the engine would not start. */
    public Options options(List<Path> more) {
        var arguments = new ArrayList<String>();
        var roots = new LinkedHashSet<>(folderPaths());
        roots.addAll(more);
        roots.stream().filter(Files::isDirectory).forEach(root -> arguments.addAll(List.of("--root", root.toString())));
        return Options.defaults().pipe(pipe.isBlank() ? DEFAULTS.pipe : pipe.strip()).start(start).program(program.isBlank() ? null : Path.of(program.strip()))
                .arguments(arguments).client(CLIENT);
    }

    /** Micrometres a pixel of a slide that does not say; NaN where the user did not either. */
    public double assumedMpp() {
        if (slideMpp.isBlank()) {
            return Double.NaN;
        }
        try {
            double mpp = Double.parseDouble(slideMpp.strip().replace(',', '.'));
            if (mpp >= 0.01 && mpp <= 1000) {
                return mpp;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(unusableMpp(), e);
        }
        throw new IllegalArgumentException(unusableMpp());
    }

    private String unusableMpp() {
        return "The resolution in Concord's preferences, \"" + slideMpp + "\", must be a number of micrometres a pixel, 0.01 to 1000, or empty.";
    }

    private static String text(UnaryOperator<String> kept, String name, String otherwise) {
        var value = kept.apply(name);
        return value == null ? otherwise : value;
    }

    private static boolean flag(UnaryOperator<String> kept, String name, boolean otherwise) {
        var value = kept.apply(name);
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }
}
