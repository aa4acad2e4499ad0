package org.concord.qupath;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.concord.qupath.core.EngineLink;
import org.concord.qupath.core.LatestOnly;
import org.concord.qupath.core.NoCollectionException;
import org.concord.qupath.core.Problem;
import org.concord.qupath.core.SimilarCases;
import org.concord.qupath.core.SimilarRequest;
import org.concord.qupath.core.SimilarSearch;
import org.concord.qupath.core.SimilarityMap;
import org.concord.qupath.core.Steps;
import org.concord.qupath.ui.SimilarPane;
import qupath.lib.gui.QuPathGUI;
import qupath.lib.images.ImageData;
import qupath.lib.objects.PathObject;
import qupath.lib.plugins.workflow.DefaultScriptableWorkflowStep;

/** The menu Extensions, Concord, and what it does. JavaFX's thread but for the searches, which have one of their own. */
final class Commands {
    private final QuPathGUI qupath;
    private final Preferences preferences;
    private final EngineLink engine;
    private final LatestOnly searches = new LatestOnly("concord search");
    private final ProjectIndex index;
    private final Windows windows;
    private final SimilarPane pane;
    private Searched last;
    private Detections detections = new Detections(null, List.of());

    /** What the shown answer was found for. */
    record Searched(ImageData<BufferedImage> image, PathObject object) {}

    /** The tiles that the last heatmap added. */
    private record Detections(ImageData<BufferedImage> image, List<PathObject> tiles) {
        List<PathObject> of(ImageData<BufferedImage> wanted) {
            return wanted == image ? tiles : List.of();
        }
    }

    Commands(QuPathGUI qupath, Preferences preferences) {
        this.qupath = qupath;
        this.preferences = preferences;
        engine = new EngineLink(preferences::settings);
        windows = new Windows(qupath);
        index = new ProjectIndex(qupath, preferences, engine, windows);
        pane = new SimilarPane(new Actions(qupath, this));
        // QuPath ends the process when its window is closed: nothing else is sure to be called.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "concord closing"));
    }

    void addTo(Menu menu) {
        var similar = item("Find similar", this::findSimilar);
        similar.disableProperty().bind(qupath.imageDataProperty().isNull());
        var project = item("Index this project…", index::ask);
        project.disableProperty().bind(qupath.projectProperty().isNull());
        var clear = item("Clear heatmap", () -> qupath.getViewer().resetCustomPixelLayerOverlay());
        clear.disableProperty().bind(qupath.imageDataProperty().isNull());
        menu.getItems().addAll(List.of(similar, clear, project, item("Settings…", this::settings)));
    }

    /** What the shown answer was found for. Throws IllegalArgumentException, in words, where its slide is not the open one any more: nothing that is written there would be kept. */
    Searched stillOpen() {
        if (qupath.getImageData() != last.image()) {
            throw new IllegalArgumentException("Another slide was opened meanwhile. Open the one that was searched for, and search again.");
        }
        return last;
    }

    void cancel() {
        searches.cancel();
    }

    void say(String words) {
        pane.done(words);
    }

    void fail(Throwable thrown) {
        pane.failed(Problem.of(thrown));
        if (thrown instanceof NoCollectionException && qupath.getProject() != null && windows.confirms("There is no collection to search yet. Index this project now?")) {
            index.ask();
        }
    }

    void heatmap(SimilarCases cases, boolean asDetections) {
        run(cancellation -> SimilarityMap.find(engine, cases, steps(), cancellation), map -> {
            var searched = stillOpen();
            HeatmapView.lay(map, qupath.getViewer());
            if (asDetections) {
                detections = new Detections(searched.image(), HeatmapView.replaceDetections(map, searched.image(), detections.of(searched.image())));
            }
            pane.done("Heatmap of " + map.cells().size() + " tiles: yellow is like the region, blue is not. It is shown where View > Show pixel classification is on; Extensions > Concord > Clear "
                    + "heatmap takes it away.");
        });
    }

    private void findSimilar() {
        windows.show("Similar cases", pane);
        var image = qupath.getImageData();
        var object = image == null ? null : image.getHierarchy().getSelectionModel().getSelectedObject();
        if (object == null || object.getROI() == null) {
            pane.failed(Problem.of(new IllegalArgumentException("No annotation is selected. Draw one around the region to look for, or select one, and try again.")));
            return;
        }
        var roi = object.getROI();
        var settings = preferences.settings();
        run(cancellation -> SimilarSearch.find(engine, settings, SimilarRequest.of(settings), new ServerRegions(image.getServer(), roi), ServerRegions.marked(roi), steps(), cancellation),
                cases -> {
                    last = new Searched(image, object);
                    pane.show(cases);
                    image.getHistoryWorkflow().addStep(new DefaultScriptableWorkflowStep("Concord search", SimilarRequest.of(settings).script(cases.space())));
                });
    }

    private void settings() {
        windows.ask(preferences.settings(), changed -> {
            preferences.keep(changed);
            // What connects now holds the engine up to half a minute.
            searches.cancel();
            engine.forget();
        });
    }

    private <T> void run(LatestOnly.Work<T> work, Consumer<T> shown) {
        searches.run(work).whenComplete((found, thrown) -> Platform.runLater(() -> {
            try {
                if (thrown == null) {
                    shown.accept(found);
                } else if (!LatestOnly.isReplaced(Problem.of(thrown))) {
                    fail(thrown);
                }
            } catch (RuntimeException e) {
                fail(e);
            }
        }));
    }

    private Steps steps() {
        return (words, share) -> Platform.runLater(() -> pane.working(words, share));
    }

    private void close() {
        searches.close();
        index.leave();
        engine.close();
    }

    private static MenuItem item(String name, Runnable command) {
        var item = new MenuItem(name);
        item.setOnAction(event -> command.run());
        return item;
    }
}
