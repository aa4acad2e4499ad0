package org.concord.qupath.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a project's metadata say of its slides, as the labels.csv that indexing reads. */
public final class ProjectTable {
    public static final String FILE = "concord-labels.csv";

    /** With a meaning of their own for the engine; metadata of these names, in any case, are taken, and no others: they may hold what does not belong into an archive. */
    private static final List<String> COLUMNS = List.of("label", "patient", "case", "centre");

    private ProjectTable() {}

    /** Whether the metadata say anything that indexing could use. */
    public static boolean hasLabels(List<ProjectSlide> slides) {
        return slides.stream().anyMatch(slide -> !values(slide).isEmpty());
    }

    /** Writes it beside the project, replacing an older one; its path. Throws IOException. */
    public static Path write(Path folder, ProjectFiles project) throws IOException {
        var lines = new StringBuilder("file");
        COLUMNS.forEach(column -> lines.append(',').append(column));
        lines.append('\n');
        for (int i = 0; i < project.files().size(); i++) {
            var values = values(project.slides().get(i));
            lines.append(quoted(project.files().get(i).toString()));
            COLUMNS.forEach(column -> lines.append(',').append(quoted(values.getOrDefault(column, ""))));
            lines.append('\n');
        }
        var written = Files.writeString(folder.resolve(FILE + ".new"), lines);
        return Files.move(written, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, String> values(ProjectSlide slide) {
        var values = new TreeMap<String, String>();
        slide.metadata().forEach((key, value) -> {
            var column = key.strip().toLowerCase(Locale.ROOT);
            if (COLUMNS.contains(column) && value != null && !value.isBlank()) {
                values.put(column, value.strip());
            }
        });
        return values;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
