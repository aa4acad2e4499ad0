package org.concord.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.plugin.MontageMaker;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.stream.Collectors;
import org.concord.client.Hit;
import org.concord.client.Pixels;
import org.concord.client.SearchAnswer;

/** What an answer looks like in ImageJ: a table, a stack and its montage, a stack of linked radiology. Made without a window; whoever calls shows them. */
final class Views {
    private static final int MOST_COLUMNS = 6;
    private static final int BORDER = 2;
    private static final int BAND = 26;
    private static final String VOTED = "label";

    /** What an image differs from itself by: in a table it would stand as 2.6E-15. */
    private static final double ROUNDING = 1e-9;

    private Views() {}

    /** A row a hit. */
    static ResultsTable table(SearchAnswer answer) {
        var table = new ResultsTable();
        table.setPrecision(4);
        for (var hit : answer.hits()) {
            table.incrementCounter();
            table.addValue("Rank", hit.rank());
            table.addValue("Distance", Math.abs(hit.distance()) < ROUNDING ? 0 : hit.distance());
            hit.labels().forEach((name, value) -> table.addValue(name, value));
            table.addValue("Case", text(hit.caseId()));
            table.addValue("Patient", text(hit.patient()));
            table.addValue("Slide", text(hit.slide()));
            table.addValue("Tile", hit.tile());
            table.addValue("X", hit.x());
            table.addValue("Y", hit.y());
            table.addValue("Series", hit.series().stream().map(series -> series.modality() + " " + series.contrast()).collect(Collectors.joining(", ")));
            table.addValue("File", text(hit.file()));
        }
        return table;
    }

    /** What the nearest say, and how the answer was found, in a line. */
    static String summary(SearchAnswer answer) {
        var vote = answer.vote();
        var said = vote == null ? "no vote" : vote.answer() != null ? "vote: " + vote.answer() : "no answer: " + vote.noAnswer();
        return answer.hits().size() + " tiles; " + said + "; " + (answer.search().exact() ? "exact" : "approximate") + ", " + answer.search().rows() + " rows compared"
                + (answer.shortfall() == null ? "" : "; " + answer.shortfall());
    }

    /** The query, then a slice a hit; null without hits. */
    static ImagePlus stack(String title, QueryPixels query, SimilarTiles found) {
        var stack = new ImageStack(SimilarTiles.SIDE, SimilarTiles.SIDE);
        stack.addSlice(query.note().isEmpty() ? "query" : "query (resolution unknown)", slice(query.pixels()));
        var hits = found.answer().hits();
        for (int i = 0; i < hits.size(); i++) {
            stack.addSlice(label(hits.get(i)), slice(found.tiles().get(i)));
        }
        return hits.isEmpty() ? null : new ImagePlus("Similar to " + title, stack);
    }

    /** All slices side by side, each with its label below it, where no tissue makes it illegible. */
    static ImagePlus montage(ImagePlus stack) {
        int side = SimilarTiles.SIDE;
        var labelled = new ImageStack(side, side + BAND);
        for (int i = 1; i <= stack.getStackSize(); i++) {
            var slice = new ColorProcessor(side, side + BAND);
            slice.setColor(Color.WHITE);
            slice.fill();
            slice.insert(stack.getStack().getProcessor(i), 0, 0);
            slice.setColor(Color.BLACK);
            slice.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, BAND - 8));
            slice.setAntialiasedText(true);
            slice.drawString(fitted(slice, stack.getStack().getSliceLabel(i)), 4, side + BAND - 3);
            labelled.addSlice(slice);
        }
        int count = stack.getStackSize();
        int columns = Math.min(MOST_COLUMNS, count);
        var whole = new ImagePlus(stack.getTitle(), labelled);
        var montage = new MontageMaker().makeMontage2(whole, columns, (count + columns - 1) / columns, 1, 1, count, 1, BORDER, false);
        montage.setTitle(stack.getTitle() + ", montage");
        return montage;
    }

    private static String fitted(ColorProcessor slice, String label) {
        var text = label;
        while (text.length() > 1 && slice.getStringWidth(text) > slice.getWidth() - 8) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    /** A slice a series; null where nothing is linked. */
    static ImagePlus radiology(String title, SimilarTiles found) {
        if (found.scans().isEmpty()) {
            return null;
        }
        var stack = new ImageStack(SimilarTiles.SIDE, SimilarTiles.SIDE);
        for (var scan : found.scans()) {
            stack.addSlice(scan.caseId() + "  " + scan.series().modality() + " " + scan.series().contrast(), slice(scan.picture()));
        }
        return new ImagePlus("Radiology linked to cases like " + title, stack);
    }

    private static String label(Hit hit) {
        var labels = hit.labels().containsKey(VOTED) ? hit.labels().get(VOTED) : String.join(", ", hit.labels().values());
        return hit.rank() + "  " + String.format(Locale.ROOT, "%.4f", hit.distance()) + "  " + labels;
    }

    /** Fitted into the slice and centred. */
    private static ColorProcessor slice(Pixels pixels) {
        int side = SimilarTiles.SIDE;
        var slice = new ColorProcessor(side, side);
        if (pixels == null) {
            slice.setColor(Color.WHITE);
            slice.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
            slice.drawString("no picture", side / 3, side / 2);
            return slice;
        }
        double scale = (double) side / Math.max(pixels.width(), pixels.height());
        int width = Math.max(1, (int) Math.round(pixels.width() * scale));
        int height = Math.max(1, (int) Math.round(pixels.height() * scale));
        var whole = new ColorProcessor(pixels.width(), pixels.height(), pixels.rgb());
        whole.setInterpolationMethod(ColorProcessor.BILINEAR);
        slice.insert(whole.resize(width, height, true), (side - width) / 2, (side - height) / 2);
        return slice;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
