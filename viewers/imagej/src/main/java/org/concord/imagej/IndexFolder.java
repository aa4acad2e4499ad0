package org.concord.imagej;

import ij.IJ;
import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.CreateRequest;
import org.concord.client.ErrorCode;
import org.concord.client.IndexRequest;
import org.concord.client.Job;

/**
 * Plugins, Concord, Index Folder...: adds a folder's images to a collection, made where there is none. In a macro: `run("Index Folder...", "collection=lung folder=/data/lung")`.
 * Esc stops the job; what was finished is kept, and the same command resumes.
 */
public final class IndexFolder implements PlugIn {
    private static final String TITLE = "Index Folder";

    /** labels: a labels.csv, or empty: sub-folders are labels. */
    private record Wanted(String collection, String folder, String labels) {
        Wanted {
            if (collection.isBlank() || folder.isBlank()) {
                throw new IllegalArgumentException("Say the collection and the folder.");
            }
        }
    }

    @Override
    public void run(String argument) {
        Commands.run(TITLE, IndexFolder::index);
    }

    private static void index() throws InterruptedException {
        var options = Macro.getOptions();
        var wanted = options != null
                ? new Wanted(Macro.getValue(options, "collection", ""), Macro.getValue(options, "folder", ""), Macro.getValue(options, "labels", ""))
                : ask();
        if (wanted != null) {
            index(Engine.client(), wanted);
        }
    }

    private static void index(ConcordClient client, Wanted wanted) throws InterruptedException {
        createWhereNone(client, wanted.collection());
        var request = new IndexRequest(wanted.collection(), List.of(wanted.folder())).background(false).labels(wanted.labels().isBlank() ? null : wanted.labels());
        try (var watch = client.index().watch(start(client, request), IndexFolder::show)) {
            var ended = end(client, watch.job(), watch.ended());
            if (ended.error() != null) {
                throw ended.error();
            }
            say(wanted.collection(), ended);
        }
    }

    private static String start(ConcordClient client, IndexRequest request) throws InterruptedException {
        try {
            return Commands.await(client.index().start(request));
        } catch (ConcordException e) {
            throw e.code() == ErrorCode.NOT_FOUND
                    ? new ConcordException(e.code(), e.getMessage() + "\nAllow the folder in Plugins > Concord > Concord Settings..., or start the engine with --root FOLDER.", e)
                    : e;
        }
    }

    private static Job end(ConcordClient client, String job, CompletableFuture<Job> ended) throws InterruptedException {
        try {
            return Commands.await(ended);
        } catch (ConcordException e) {
            if (e.code() == ErrorCode.CANCELLED) {
                client.index().cancel(job).await();
            }
            throw e;
        }
    }

    private static void createWhereNone(ConcordClient client, String collection) throws InterruptedException {
        try {
            Commands.await(client.collections().create(new CreateRequest(collection)));
        } catch (ConcordException e) {
            if (e.code() != ErrorCode.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    private static void show(Job job) {
        if (job.total() > 0) {
            IJ.showProgress((double) job.done() / job.total());
        }
        IJ.showStatus("Concord: " + job.done() + " of " + job.total() + " tiles" + (job.file() == null ? "" : ", " + job.file()) + " (Esc stops)");
    }

    private static void say(String collection, Job job) {
        IJ.showProgress(1);
        if (job.report() == null) {
            IJ.log("Concord: " + collection + ", " + job.state());
            return;
        }
        var report = job.report();
        IJ.log("Concord: " + collection + ", " + report.tiles() + " tiles of " + report.slides() + " slides added, " + report.alreadyIndexed() + " were there");
        report.skipped().forEach(skipped -> IJ.log("Concord: skipped " + skipped.file() + ": " + skipped.reason()));
    }

    private static Wanted ask() throws InterruptedException {
        var known = Commands.await(Engine.client().collections().list());
        var dialog = new GenericDialog(TITLE);
        dialog.addStringField("Collection", known.isEmpty() ? "archive" : known.get(0).name(), 20);
        dialog.addDirectoryField("Folder", "");
        dialog.addFileField("Labels", "");
        dialog.addMessage("A collection that does not exist is made.\nLabels: a labels.csv; without one, sub-folders are labels.\nThere are: "
                + String.join(", ", known.stream().map(info -> info.name()).toList()));
        dialog.showDialog();
        return dialog.wasCanceled() ? null : new Wanted(dialog.getNextString(), dialog.getNextString(), dialog.getNextString());
    }
}
