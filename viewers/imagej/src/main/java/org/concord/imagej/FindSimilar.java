package org.concord.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import org.concord.client.CollectionInfo;
import org.concord.client.ConcordClient;

/**
 * Plugins, Concord, Find Similar...: the tiles of a collection like the current image or the rectangle around its ROI. In a macro:
 * `run("Find Similar...", "collection=lung k=10")`, which opens no dialog.
 */
public final class FindSimilar implements PlugIn {
    private static final String TITLE = "Find Similar";
    private static final String TABLE = "Concord results";

    private static SimilarRequest last = new SimilarRequest("-", "", SimilarRequest.STANDARD, "patient", "", "", true);

    @Override
    public void run(String argument) {
        Commands.run(TITLE, this::find);
    }

    /**
     * For macros without a screen, where ImageJ has no menus and so no commands: `call("org.concord.imagej.FindSimilar.search", "collection=lung k=10")` answers the table for
     * the current image as text, a line a hit and a line of names before them, parted by tabs. Of a failure: `Concord: ` and why.
     */
    public static String search(String options) {
        return Commands.tell(TITLE, () -> {
            var image = current();
            var request = SimilarRequest.of(options);
            var client = Engine.client();
            var query = QueryPixels.of(image, SimilarTiles.mpp(client, request));
            var table = Views.table(Commands.await(client.search(request.of(query.pixels()))));
            var lines = new StringBuilder(table.getColumnHeadings()).append('\n');
            for (int row = 0; row < table.size(); row++) {
                lines.append(table.getRowAsString(row)).append('\n');
            }
            return lines.toString();
        });
    }

    private void find() throws InterruptedException {
        var image = current();
        QueryPixels.check(image);
        var client = Engine.client();
        var options = Macro.getOptions();
        var request = options != null ? SimilarRequest.of(options) : ask(client);
        if (request != null) {
            show(image, client, request);
        }
    }

    private static ImagePlus current() {
        var image = WindowManager.getCurrentImage();
        if (image == null) {
            throw new IllegalArgumentException("Open an image first, and draw a rectangle around what you look for.");
        }
        return image;
    }

    private static void show(ImagePlus image, ConcordClient client, SimilarRequest request) throws InterruptedException {
        IJ.showStatus("Concord: searching " + request.collection());
        var query = QueryPixels.of(image, SimilarTiles.mpp(client, request));
        var found = SimilarTiles.find(client, request, query.pixels());
        Views.table(found.answer()).show(TABLE);
        var radiology = Views.radiology(image.getTitle(), found);
        if (radiology != null) {
            radiology.show();
        }
        var stack = Views.stack(image.getTitle(), query, found);
        if (stack != null) {
            stack.show();
            Views.montage(stack).show();
        }
        var summary = Views.summary(found.answer()) + (query.note().isEmpty() ? "" : "; " + query.note());
        IJ.showStatus("Concord: " + summary);
        if (IJ.isMacro()) {
            IJ.log("Concord: " + request.collection() + ", " + summary);
        }
    }

    /** null where the user thought better of it. What is chosen is recorded. */
    private static SimilarRequest ask(ConcordClient client) throws InterruptedException {
        var names = Commands.await(client.collections().list()).stream().filter(info -> info.problem() == null).map(CollectionInfo::name).toArray(String[]::new);
        if (names.length == 0) {
            throw new IllegalArgumentException("The engine has no collection yet. Make one by Plugins > Concord > Index Folder...");
        }
        var dialog = new GenericDialog(TITLE);
        dialog.addChoice("Collection", names, last.collection());
        dialog.addStringField("Space", last.space(), 16);
        dialog.addNumericField("k", last.k(), 0, 4, "tiles");
        dialog.addChoice("Exclude", SimilarRequest.choices(), last.exclude());
        dialog.addStringField("Group", last.group(), 16);
        dialog.addStringField("Where", last.where(), 24);
        dialog.addCheckbox("Radiology", last.radiology());
        dialog.addMessage("Space: one of the collection's; empty for its first.\nGroup: the image's patient (case, slide, centre), whose tiles are left out.\nWhere: a condition, as label = \"viable\".");
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return null;
        }
        last = new SimilarRequest(dialog.getNextChoice(), dialog.getNextString(), (int) dialog.getNextNumber(), dialog.getNextChoice(), dialog.getNextString(), dialog.getNextString(),
                dialog.getNextBoolean());
        return last;
    }
}
