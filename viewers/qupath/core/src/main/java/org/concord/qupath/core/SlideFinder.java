package org.concord.qupath.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.concord.client.Hit;

/** Which slide of the open project a hit lies on. */
public final class SlideFinder {
    private SlideFinder() {}

    /**
     * By the file, and where that has moved on one side, by its name if only one slide has it. Throws IllegalArgumentException, in words, where there is none, or where its file
     * is gone so that it cannot be opened.
     */
    public static ProjectSlide find(Hit hit, List<ProjectSlide> project) {
        if (hit.file() == null) {
            throw new IllegalArgumentException("The collection does not know the file of \"" + hit.slide() + "\" (its vectors were imported), so QuPath cannot open it. "
                    + "Tell it where the slides lie: concord collection link NAME --slides FOLDER.");
        }
        var wanted = Path.of(hit.file());
        var slide = match(wanted, project);
        if (!LocalFiles.isThere(slide.file())) {
            throw new IllegalArgumentException("The project's slide \"" + slide.name() + "\" has moved: there is no file " + slide.file()
                    + ". Correct it in QuPath (File > Project... > Check project URIs).");
        }
        return slide;
    }

    private static ProjectSlide match(Path wanted, List<ProjectSlide> project) {
        var local = project.stream().filter(slide -> slide.file() != null).toList();
        var same = local.stream().filter(slide -> LocalFiles.same(slide.file(), wanted)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        var named = local.stream().filter(slide -> Objects.equals(slide.file().getFileName(), wanted.getFileName())).toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        throw new IllegalArgumentException("The slide " + wanted.getFileName() + " is not in the open project. Add it (File > Project > Add images…): " + wanted);
    }
}
