package org.concord.qupath.ui;

import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Job;
import org.concord.client.Region;
import org.concord.client.SeriesLink;
import org.concord.qupath.core.AcceptedLabel;
import org.concord.qupath.core.Cancellation;
import org.concord.qupath.core.DrawnSlide;
import org.concord.qupath.core.EngineLink;
import org.concord.qupath.core.IndexWish;
import org.concord.qupath.core.LiveEngine;
import org.concord.qupath.core.Marked;
import org.concord.qupath.core.Problem;
import org.concord.qupath.core.ProjectFiles;
import org.concord.qupath.core.ProjectIndexing;
import org.concord.qupath.core.ProjectSlide;
import org.concord.qupath.core.ProjectTable;
import org.concord.qupath.core.SimilarCases;
import org.concord.qupath.core.SimilarHit;
import org.concord.qupath.core.SimilarRequest;
import org.concord.qupath.core.SimilarSearch;
import org.concord.qupath.core.SimilarityMap;
import org.concord.qupath.core.Settings;
import org.concord.qupath.core.Steps;

/** Shows the panes on a screen, with answers of a live engine, and writes what they look like: `ShowPanes FOLDER`. Run by viewers/qupath/check. */
public final class ShowPanes {
    private static final String[] TEXTURES = {"tissue 40", "tissue 90", "tissue 160", "tissue 44", "tissue 84", "tissue 150", "tissue 38", "tissue 95"};
    private static final String[] LABELS = {"sparse", "moderate", "dense", "sparse", "moderate", "dense", "sparse", "moderate"};

    private static final int SCAN_SIDE = 192;

    private final Path pictures;
    private final List<String> opened = new ArrayList<>();

    private ShowPanes(Path pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] arguments) throws Exception {
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        try (var live = new LiveEngine()) {
            new ShowPanes(Files.createDirectories(Path.of(arguments[0]))).all(live);
        } finally {
            Platform.exit();
        }
    }

    private void all(LiveEngine live) throws Exception {
        var folder = Files.createDirectory(live.folder().resolve("slides"));
        var slides = new ArrayList<DrawnSlide>();
        var project = new ArrayList<ProjectSlide>();
        for (int i = 0; i < TEXTURES.length; i++) {
            slides.add(new DrawnSlide("slide-" + i + ".tif", TEXTURES[i], 1120, 1344, i).write(folder));
            project.add(slides.get(i).entry(Map.of("label", LABELS[i], "patient", "P" + i, "case", "case-" + i)));
        }
        project.add(new ProjectSlide("moved", "moved slide", List.of(folder.resolve("gone.svs").toUri()), Map.of()));
        var settings = live.settings("archive", folder);
        try (var engine = new EngineLink(() -> settings)) {
            index(engine, folder, ProjectFiles.of(project));
            link(engine, folder);
            var cases = SimilarSearch.find(engine, settings, SimilarRequest.of(settings), slides.get(0), Marked.rectangle(200, 200, 448, 448), Steps.SILENT, new Cancellation());
            show(cases);
            heatmap(slides.get(0), SimilarityMap.find(engine, cases, Steps.SILENT, new Cancellation()));
        }
        picture("settings", onScreen(() -> new SettingsForm(Settings.defaults().collection("archive"))), 720, 520);
    }

    /** As a viewer lays it over the slide. */
    private void heatmap(DrawnSlide slide, SimilarityMap map) throws Exception {
        var laid = slide.read(new Region(0, 0, slide.width(), slide.height()), 2);
        var graphics = laid.createGraphics();
        graphics.drawImage(map.picture(slide.width(), slide.height()), 0, 0, laid.getWidth(), laid.getHeight(), null);
        graphics.dispose();
        ImageIO.write(laid, "jpg", pictures.resolve("heatmap.jpg").toFile());
    }

    private void index(EngineLink engine, Path folder, ProjectFiles files) throws Exception {
        var pane = onScreen(() -> new IndexPane(files, "archive", true, true, choice -> {}, () -> {}));
        var halfway = new CompletableFuture<Job>();
        var wish = new IndexWish("archive", ProjectTable.write(folder, files), DrawnSlide.MPP, true);
        try (var job = ProjectIndexing.start(engine, files, wish, state -> Platform.runLater(() -> {
            if (!state.isOver() && state.done() > 0) {
                halfway.complete(state);
            }
            pane.show(state);
        }), Steps.SILENT, new Cancellation())) {
            job.ended().get();
        }
        if (halfway.isDone()) {
            onScreen(() -> {
                pane.show(halfway.get());
                return pane;
            });
        }
        picture("index", pane, 760, 430);
    }

    /** A drawn scan for each case of the query's label. */
    private static void link(EngineLink engine, Path folder) throws Exception {
        for (int i = 0; i < LABELS.length; i++) {
            if (LABELS[i].equals(LABELS[0])) {
                var scan = new BufferedImage(SCAN_SIDE, SCAN_SIDE, BufferedImage.TYPE_BYTE_GRAY);
                var graphics = scan.createGraphics();
                graphics.setPaint(new RadialGradientPaint(SCAN_SIDE / 2f + 9 * i, SCAN_SIDE / 2f, SCAN_SIDE / 2f, new float[] {0, 1}, new Color[] {Color.LIGHT_GRAY, Color.BLACK}));
                graphics.fillOval(SCAN_SIDE / 8, SCAN_SIDE / 16, SCAN_SIDE * 3 / 4, SCAN_SIDE * 7 / 8);
                graphics.dispose();
                var file = folder.resolve("flair-" + i + ".png");
                ImageIO.write(scan, "png", file.toFile());
                engine.client(Steps.SILENT, new Cancellation()).link("archive", List.of(new SeriesLink("case-" + i, "MR", "FLAIR", file.toString()))).await();
            }
        }
    }

    private void show(SimilarCases cases) throws Exception {
        var actions = new Actions();
        var pane = onScreen(() -> {
            var shown = new SimilarPane(actions);
            shown.show(cases);
            return shown;
        });
        picture("similar", pane, 1240, 690);
        onScreen(() -> {
            pane.failed(Problem.of(new ConcordException(ErrorCode.CLOSED, "The engine closed the connection.")));
            return pane;
        });
        picture("failed", pane, 1240, 690);
        require(opened.isEmpty(), "a slide was opened that nobody wanted");
        var card = new HitCard(cases.hits().get(0), actions);
        onScreen(() -> {
            card.getOnKeyPressed().handle(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            return card;
        });
        require(opened.equals(List.of(cases.hits().get(0).hit().slide())), "Enter did not open the hit's slide: " + opened);
        System.out.println("panes shown: " + cases.hits().size() + " hits, " + cases.verdict());
    }

    /** A picture of the window as it is drawn. */
    private void picture(String name, Parent root, double width, double height) throws Exception {
        var image = onScreen(() -> {
            var stage = new Stage();
            stage.setScene(new Scene(root, width, height));
            stage.show();
            root.applyCss();
            root.layout();
            var drawn = SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null);
            stage.getScene().setRoot(new Pane());
            stage.close();
            return drawn;
        });
        ImageIO.write(image, "png", pictures.resolve(name + ".png").toFile());
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private final class Actions implements ViewerActions {
        @Override
        public void open(SimilarHit hit) {
            opened.add(hit.hit().slide());
        }

        @Override
        public void accept(AcceptedLabel label) {}

        @Override
        public void heatmap(SimilarCases cases, boolean asDetections) {}

        @Override
        public void cancel() {}
    }
}
