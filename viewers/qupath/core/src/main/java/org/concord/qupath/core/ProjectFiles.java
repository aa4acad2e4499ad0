package org.concord.qupath.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.concord.client.Skipped;

/**
 * The files of a project that can be indexed, and why the others cannot.
 *
 * @param files real paths, each once
 * @param slides those whose files they are
 * @param left out, by the project's name of the slide
 */
public record ProjectFiles(List<Path> files, List<ProjectSlide> slides, List<Skipped> left) {
    public static ProjectFiles of(List<ProjectSlide> project) {
        var byName = new HashMap<String, Path>();
        var files = new LinkedHashSet<Path>();
        var slides = new ArrayList<ProjectSlide>();
        var left = new ArrayList<Skipped>();
        for (var slide : project) {
            var why = refusal(slide, byName);
            if (why != null) {
                left.add(new Skipped(slide.name(), why));
            } else if (files.add(LocalFiles.real(slide.file()))) {
                slides.add(slide);
            }
        }
        return new ProjectFiles(List.copyOf(files), List.copyOf(slides), List.copyOf(left));
    }

    /** The folders that an engine must be allowed to read for them. */
    public List<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        files.forEach(file -> folders.add(file.getParent()));
        return List.copyOf(folders);
    }

    private static String refusal(ProjectSlide slide, HashMap<String, Path> byName) {
        var file = slide.file();
        if (file == null) {
            return "it is no single file on this machine";
        }
        if (!LocalFiles.isThere(file)) {
            return "its file has moved or cannot be read: " + file + ". Correct it in QuPath (File > Project... > Check project URIs), then index again";
        }
        var real = LocalFiles.real(file);
        var other = byName.putIfAbsent(real.getFileName().toString(), real);
        return other == null || other.equals(real) ? null : "another slide of the project has the same file name: " + other + ". Rename one of the two";
    }
}
