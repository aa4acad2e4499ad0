package org.concord.qupath;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.concord.client.Job;
import org.concord.qupath.core.Cancellation;
import org.concord.qupath.core.EngineLink;
import org.concord.qupath.core.IndexWish;
import org.concord.qupath.core.ProjectFiles;
import org.concord.qupath.core.ProjectIndexing;
import org.concord.qupath.core.ProjectTable;
import org.concord.qupath.core.SimilarCases;
import org.concord.qupath.core.SimilarRequest;
import org.concord.qupath.core.SimilarSearch;
import org.concord.qupath.core.SimilarityMap;
import org.concord.qupath.core.Steps;
import qupath.lib.images.ImageData;
import qupath.lib.objects.PathObject;
import qupath.lib.scripting.QP;

/**
 * For Groovy scripts, with QuPath's window or without (`QuPath script`):
 *
 * <pre>
 * import org.concord.qupath.Concord
 * def found = Concord.search(collection: "lung", k: 10, exclude: "patient")
 * println found.verdict()
 * println found.table()
 * </pre>
 *
 * Every call waits for its answer and throws {@link org.concord.client.ConcordException} or IllegalArgumentException, with words that say what to do. What is not given is as
 * the preferences say. Any thread but JavaFX's.
 */
public final class Concord {
    private static final EngineLink ENGINE = new EngineLink(() -> Preferences.get().settings());

    private Concord() {}

    /** The tiles like the selected object of the current image, as the preferences say. */
    public static SimilarCases search() throws InterruptedException {
        return search(Map.of());
    }

    /** The same in a collection. */
    public static SimilarCases search(String collection) throws InterruptedException {
        return search(Map.of("collection", collection));
    }

    /** The same, but where the options say otherwise: collection, space, k, exclude, group, where, label, pictures, radiology. */
    public static SimilarCases search(Map<String, ?> options) throws InterruptedException {
        var image = QP.getCurrentImageData();
        if (image == null) {
            throw new IllegalArgumentException("There is no current image: run the script for one.");
        }
        return search(options, image, QP.getSelectedObject());
    }

    /** The tiles like an object of an image. */
    public static SimilarCases search(Map<String, ?> options, ImageData<BufferedImage> image, PathObject object) throws InterruptedException {
        if (object == null || object.getROI() == null) {
            throw new IllegalArgumentException("No annotation is selected. Select the region to look for.");
        }
        var settings = Preferences.get().settings();
        return SimilarSearch.find(ENGINE, settings, SimilarRequest.of(settings, options), new ServerRegions(image.getServer(), object.getROI()), ServerRegions.marked(object.getROI()),
                Steps.SILENT, new Cancellation());
    }

    /** How like the region of a search every tile of its slide is. */
    public static SimilarityMap heatmap(SimilarCases cases) throws InterruptedException {
        return SimilarityMap.find(ENGINE, cases, Steps.SILENT, new Cancellation());
    }

    /** Adds a heatmap's tiles to an image as detections with the measurements "Concord: similarity" and "Concord: distance". */
    public static void addDetections(SimilarityMap map, ImageData<BufferedImage> image) {
        HeatmapView.addDetections(map, image);
    }

    /** Indexes the current project into a collection, with the labels of its metadata, and waits for the end. */
    public static Job index(String collection) throws InterruptedException, IOException {
        var project = QP.getProject();
        if (project == null) {
            throw new IllegalArgumentException("There is no current project: run the script with -p.");
        }
        var slides = ProjectSlides.of(project);
        var files = ProjectFiles.of(slides);
        var labels = ProjectTable.hasLabels(slides) ? ProjectTable.write(ProjectSlides.folder(project), files) : null;
        var wish = new IndexWish(collection, labels, Preferences.get().settings().assumedMpp(), true);
        var cancellation = new Cancellation();
        try (var job = ProjectIndexing.start(ENGINE, files, wish, state -> {}, Steps.SILENT, cancellation)) {
            CompletableFuture<Job> ended = job.ended();
            return cancellation.await(ended);
        }
    }
}
