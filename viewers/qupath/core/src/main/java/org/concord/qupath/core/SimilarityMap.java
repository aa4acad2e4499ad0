package org.concord.qupath.core;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.concord.client.ConcordClient;
import org.concord.client.Heatmap;
import org.concord.client.SlideRef;
import org.concord.client.TilePlace;

/**
 * How like the region every tile of the open slide is.
 *
 * @param width of the slide, in level-0 pixels
 * @param height of the slide, in level-0 pixels
 */
public record SimilarityMap(long width, long height, List<Cell> cells) {
    private static final int LONGEST_SIDE = 2048;
    private static final int OPACITY = 150;

    /**
     * A tile.
     *
     * @param distance as the engine gives it
     * @param similarity 1 for the nearest tile of the slide, 0 for the farthest
     */
    public record Cell(TilePlace place, double distance, double similarity) {}

    /** Throws IllegalArgumentException, in words, where the slide is not in the collection. */
    public static SimilarityMap find(EngineLink engine, SimilarCases cases, Steps steps, Cancellation cancellation) throws InterruptedException {
        if (cases.self() == null) {
            throw new IllegalArgumentException("This slide is not in the collection \"" + cases.space().collection() + "\", so its tiles cannot be compared. Index this project first.");
        }
        ConcordClient client = engine.client(steps, cancellation);
        steps.say("Comparing the region with every tile of this slide…");
        return of(cancellation.await(client.heatmap(cases.space().collection(), cases.space().space(), cases.space().query(cases.vector()), SlideRef.named(cases.self().slide()))));
    }

    static SimilarityMap of(Heatmap map) {
        // Of the distances themselves: the answer's least and greatest are rounded otherwise.
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (var distance : map.distances()) {
            least = Math.min(least, distance);
            greatest = Math.max(greatest, distance);
        }
        double span = greatest - least;
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < map.tiles().size(); i++) {
            double distance = map.distances()[i];
            cells.add(new Cell(map.tiles().get(i), distance, span > 0 ? 1 - (distance - least) / span : 1));
        }
        return new SimilarityMap(map.width(), map.height(), List.copyOf(cells));
    }

    /**
     * To be laid over the whole slide: transparent where there is no tile; blue is unlike, yellow is like.
     *
     * @param slideWidth of what it is laid over, in level-0 pixels: the collection need not know the slide's size
     */
    public BufferedImage picture(long slideWidth, long slideHeight) {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(slideWidth, slideHeight));
        var image = new BufferedImage(Math.max(1, (int) Math.round(slideWidth * scale)), Math.max(1, (int) Math.round(slideHeight * scale)), BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        // Tiles overlap where slides were cut so: the later one replaces, for two layers would look like another value.
        graphics.setComposite(AlphaComposite.Src);
        for (var cell : cells) {
            int left = (int) Math.round(cell.place().x() * scale);
            int top = (int) Math.round(cell.place().y() * scale);
            int right = (int) Math.round((cell.place().x() + cell.place().width()) * scale);
            int bottom = (int) Math.round((cell.place().y() + cell.place().height()) * scale);
            graphics.setColor(colour(cell.similarity()));
            graphics.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
        }
        graphics.dispose();
        return image;
    }

    /** Dark blue, through green, to yellow; ordered by lightness too, for those who do not tell the colours apart. */
    static Color colour(double similarity) {
        double s = Math.min(1, Math.max(0, similarity));
        int red = (int) Math.round(255 * Math.min(1, Math.max(0, 0.27 + s * (s < 0.5 ? -0.28 : 0.72 * (2 * s - 1)))));
        int green = (int) Math.round(255 * (0.02 + 0.88 * s));
        int blue = (int) Math.round(255 * (s < 0.5 ? 0.33 + 0.44 * s : 0.55 - 0.84 * (s - 0.5)));
        return new Color(red, green, blue, OPACITY);
    }
}
