package org.concord.qupath;

import java.io.IOException;
import javafx.application.Platform;
import org.concord.client.ErrorCode;
import org.concord.qupath.core.EngineLink;
import org.concord.qupath.core.IndexWish;
import org.concord.qupath.core.LatestOnly;
import org.concord.qupath.core.Problem;
import org.concord.qupath.core.ProjectFiles;
import org.concord.qupath.core.ProjectIndexing;
import org.concord.qupath.core.ProjectTable;
import org.concord.qupath.ui.IndexPane;
import qupath.lib.gui.QuPathGUI;

/** Index this project: asks, starts, watches. JavaFX's thread but for the starting. */
final class ProjectIndex {
    private final QuPathGUI qupath;
    private final Preferences preferences;
    private final EngineLink engine;
    private final Windows windows;
    private final LatestOnly starting = new LatestOnly("concord index");
    private volatile ProjectIndexing job;
    private volatile boolean goesOn;

    ProjectIndex(QuPathGUI qupath, Preferences preferences, EngineLink engine, Windows windows) {
        this.qupath = qupath;
        this.preferences = preferences;
        this.engine = engine;
        this.windows = windows;
    }

    void ask() {
        var slides = ProjectSlides.of(qupath.getProject());
        var files = ProjectFiles.of(slides);
        var settings = preferences.settings();
        var pane = new IndexPane[1];
        pane[0] = new IndexPane(files, settings.collection().isBlank() ? "archive" : settings.collection(), ProjectTable.hasLabels(slides), settings.jobsGoOn(),
                choice -> start(pane[0], files, choice), this::cancel);
        windows.show("Index this project", pane[0]);
    }

    /** QuPath closes: the job goes on or stops, as the user said. Any thread. */
    void leave() {
        starting.close();
        var running = job;
        if (running == null) {
            return;
        }
        try {
            running.leave(goesOn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(IndexPane pane, ProjectFiles files, IndexPane.Choice choice) {
        try {
            goesOn = choice.goOn();
            var labels = choice.labels() ? ProjectTable.write(ProjectSlides.folder(qupath.getProject()), files) : null;
            var mpp = choice.mpp().isBlank() ? preferences.settings().assumedMpp() : preferences.settings().slideMpp(choice.mpp()).assumedMpp();
            start(pane, files, new IndexWish(choice.collection(), labels, mpp, choice.wholeMachine()));
        } catch (IOException e) {
            pane.failed(new Problem("The project's labels cannot be written beside it: " + e.getMessage(), "Untick them, or make its folder writable.", ErrorCode.IO_ERROR));
        } catch (IllegalArgumentException e) {
            pane.failed(Problem.of(e));
        }
    }

    private void start(IndexPane pane, ProjectFiles files, IndexWish wish) {
        pane.working("Starting…", -1);
        starting.run(cancellation -> ProjectIndexing.start(engine, files, wish, state -> Platform.runLater(() -> pane.show(state)),
                (words, share) -> Platform.runLater(() -> pane.working(words, share)), cancellation)).whenComplete((started, thrown) -> Platform.runLater(() -> {
                    if (thrown == null) {
                        job = started;
                        started.ended().whenComplete((ended, failed) -> Platform.runLater(() -> ended(pane, failed)));
                    } else {
                        failed(pane, files, wish, Problem.of(thrown));
                    }
                }));
    }

    /** An engine of ours that may not read the project's folders is ended and started anew, if the user wants that. */
    private void failed(IndexPane pane, ProjectFiles files, IndexWish wish, Problem problem) {
        pane.failed(problem);
        if (problem.code() != ErrorCode.NOT_FOUND || !engine.startedHere()
                || !windows.confirms("The engine that runs may not read this project's folders. End it and start it anew, so that it may? What it is doing for others stops.")) {
            return;
        }
        try {
            engine.endEngine();
            start(pane, files, wish);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(IndexPane pane, Throwable failed) {
        job = null;
        if (failed != null) {
            pane.failed(Problem.of(failed));
        }
    }

    private void cancel() {
        starting.cancel();
        if (job != null) {
            job.cancel();
        }
    }
}
