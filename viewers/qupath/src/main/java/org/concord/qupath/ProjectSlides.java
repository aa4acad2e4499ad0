package org.concord.qupath;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.concord.qupath.core.ProjectSlide;
import qupath.lib.projects.Project;
import qupath.lib.projects.ProjectImageEntry;

/** A project, as indexing and opening need it. */
final class ProjectSlides {
    private ProjectSlides() {}

    static List<ProjectSlide> of(Project<BufferedImage> project) {
        return project == null ? List.of() : project.getImageList().stream().map(ProjectSlides::slide).toList();
    }

    static ProjectImageEntry<BufferedImage> entry(Project<BufferedImage> project, ProjectSlide slide) {
        return project.getImageList().stream().filter(entry -> entry.getID().equals(slide.id())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The slide \"" + slide.name() + "\" is not in the project any more."));
    }

    /** The folder that the project's file lies in. Throws IllegalArgumentException where it is on no disk. */
    static Path folder(Project<BufferedImage> project) {
        var path = project.getPath();
        if (path == null) {
            throw new IllegalArgumentException("Save the project first.");
        }
        return Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    }

    private static ProjectSlide slide(ProjectImageEntry<BufferedImage> entry) {
        return new ProjectSlide(entry.getID(), entry.getImageName(), addresses(entry), metadata(entry));
    }

    private static List<URI> addresses(ProjectImageEntry<BufferedImage> entry) {
        try {
            return List.copyOf(entry.getURIs());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Map<String, String> metadata(ProjectImageEntry<BufferedImage> entry) {
        var all = new LinkedHashMap<>(stored(entry));
        all.values().removeIf(Objects::isNull);
        return all;
    }

    /** By the name of 0.6 and later, whose older one is deprecated; in 0.5 there is the older one alone. */
    private static Map<String, String> stored(ProjectImageEntry<BufferedImage> entry) {
        try {
            return entry.getMetadata();
        } catch (NoSuchMethodError e) {
            return entry.getMetadataMap();
        }
    }
}
