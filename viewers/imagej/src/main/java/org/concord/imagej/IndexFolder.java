package org.concord.imagej;

import ij.IJ;
import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Job;

/**
 * Plugins, Concord, Index Folder...: adds a folder's images to a collection, made where there is none. In a macro: `run("Index Folder...", "collection=lung folder=/data/lung")`.
 * Esc stops the job; what was finished is kept, and the same command resumes.
 */
public final class IndexFolder implements PlugIn {
    private static final String TITLE = "Index Folder";

    @Override
    public void run(String argument) {
        Commands.run(TITLE, () -> {
            var options = Macro.getOptions();
            var request = options != null ? FolderRequest.of(options) : ask();
            if (request != null) {
                var job = options != null ? index(request) : indexOrAllow(request);
                IJ.showProgress(1);
                said(request.collection(), job).lines().forEach(line -> IJ.log("Concord: " + line));
            }
        });
    }

    /**
     * For macros without a screen: `call("org.concord.imagej.IndexFolder.index", "collection=lung folder=/data/lung")` answers, when the job has ended, what was added, and a line a file
     * that was skipped. Of a failure: `Concord: ` and why.
     */
    public static String index(String options) {
        return Commands.tell(TITLE, () -> {
            var request = FolderRequest.of(options);
            return said(request.collection(), index(request));
        });
    }

    private static Job index(FolderRequest request) throws InterruptedException {
        return new IndexRun(Engine.client(), request, IndexFolder::show).end();
    }

    /** Whoever chose the folder may let the engine read it. */
    private static Job indexOrAllow(FolderRequest request) throws InterruptedException {
        try {
            return index(request);
        } catch (ConcordException e) {
            if (e.code() != ErrorCode.NOT_FOUND || !request.isThere() || !allow(request)) {
                throw e;
            }
            return index(request);
        }
    }

    private static boolean allow(FolderRequest request) throws InterruptedException {
        var dialog = new GenericDialog(TITLE);
        dialog.addMessage("The engine may not read this folder yet:\n" + request.folder()
                + "\n \nAllow it, now and later? The engine is started anew;\nwhat other programs ask it just now is broken off.");
        dialog.setOKLabel("Allow");
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return false;
        }
        request.allowedBy(EngineSettings.load()).save();
        Engine.stop();
        return true;
    }

    private static void show(Job job) {
        if (job.total() > 0) {
            IJ.showProgress((double) job.done() / job.total());
        }
        IJ.showStatus("Concord: " + job.done() + " of " + job.total() + " tiles" + (job.file() == null ? "" : ", " + job.file()) + " (Esc stops)");
    }

    private static String said(String collection, Job job) {
        var report = job.report();
        if (report == null) {
            return collection + ", " + job.state();
        }
        var text = new StringBuilder(collection + ", " + report.tiles() + " tiles of " + report.slides() + " slides added, " + report.alreadyIndexed() + " were there");
        report.skipped().forEach(skipped -> text.append("\nskipped ").append(skipped.file()).append(": ").append(skipped.reason()));
        return text.toString();
    }

    private static FolderRequest ask() throws InterruptedException {
        var known = Commands.await(Engine.client().collections().list());
        var dialog = new GenericDialog(TITLE);
        dialog.addStringField("Collection", known.isEmpty() ? "archive" : known.get(0).name(), 20);
        dialog.addDirectoryField("Folder", "");
        dialog.addFileField("Labels", "");
        dialog.addCheckbox("Stop when ImageJ is closed", false);
        dialog.addMessage("A collection that does not exist is made.\nLabels: a labels.csv; without one, sub-folders are labels.\nUnless it stops, the engine goes on when ImageJ is closed.\nThere are: "
                + String.join(", ", known.stream().map(info -> info.name()).toList()));
        dialog.showDialog();
        return dialog.wasCanceled() ? null : new FolderRequest(dialog.getNextString(), dialog.getNextString(), dialog.getNextString(), dialog.getNextBoolean());
    }
}
