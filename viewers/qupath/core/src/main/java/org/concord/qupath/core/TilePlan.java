package org.concord.qupath.core;

import java.util.ArrayList;
import java.util.List;
import org.concord.client.Region;

/**
 * How a marked region becomes tiles of the model's input at the model's resolution: the rule by which the engine cuts `search --region`, so that both give one vector. A region
 * smaller than a tile is read with what lies around its centre; of a shape, those tiles whose centre is in it.
 *
 * @param places of the tiles in level-0 pixels; they may overhang the slide
 * @param side of each, in level-0 pixels
 * @param downsample at which they are read: the coarsest stored one that is fine enough
 * @param clipped whether part of what was marked lies off the slide
 * @param widened whether what was marked is smaller than a tile
 */
record TilePlan(List<Region> places, long side, double downsample, boolean clipped, boolean widened) {
    /** Beyond this, the mean of the tiles says nothing of any part of the region; the engine's limit too. */
    static final int MOST_TILES = 256;

    /** Level-0 pixels: below it there is nothing to see, whatever the resolution. */
    static final int LEAST_SIDE = 8;

    private static final double TOLERANCE = 1.01;
    private static final int LARGEST_READ = 2048;

    /** Throws IllegalArgumentException, in words, for a region that is empty, tiny, too large or off the slide. */
    static TilePlan of(Marked marked, RegionSource slide, double slideMpp, QuerySpace space) {
        var on = clip(marked.bounds(), slide);
        long side = Math.max(1, (long) Math.rint(space.input() * space.mpp() / slideMpp));
        long across = places(on.width(), side);
        long down = places(on.height(), side);
        if (across * down > MOST_TILES) {
            throw new IllegalArgumentException("The annotation is too large: " + on.width() + " x " + on.height() + " pixels are " + across * down + " tiles, and " + MOST_TILES
                    + " are the most that one search can mean. Mark the part that matters, at most about " + 16 * side + " x " + 16 * side + " pixels.");
        }
        return new TilePlan(tiles(marked, on, side, across, down), side, downsample(slide.downsamples(), side, space.input()), !on.equals(marked.bounds()),
                on.width() < side && on.height() < side);
    }

    private static Region clip(Region bounds, RegionSource slide) {
        if (bounds.width() < 1 || bounds.height() < 1) {
            throw new IllegalArgumentException("The annotation is empty: a point or a line has no tissue in it. Draw a rectangle, or another shape with an area.");
        }
        long left = Math.max(0, bounds.x());
        long top = Math.max(0, bounds.y());
        long right = Math.min(slide.width(), bounds.x() + bounds.width());
        long bottom = Math.min(slide.height(), bounds.y() + bounds.height());
        if (right <= left || bottom <= top) {
            throw new IllegalArgumentException("The annotation lies off the slide. Draw one on the tissue.");
        }
        if (right - left < LEAST_SIDE || bottom - top < LEAST_SIDE) {
            throw new IllegalArgumentException("The annotation is tiny: " + (right - left) + " x " + (bottom - top) + " pixels of it lie on the slide, and " + LEAST_SIDE + " x "
                    + LEAST_SIDE + " are the least. Draw a larger one.");
        }
        return new Region(left, top, right - left, bottom - top);
    }

    private static List<Region> tiles(Marked marked, Region on, long side, long across, long down) {
        var all = new ArrayList<Region>();
        for (long row = 0; row < down; row++) {
            for (long column = 0; column < across; column++) {
                all.add(new Region(edge(on.x(), on.width(), side, column, across), edge(on.y(), on.height(), side, row, down), side, side));
            }
        }
        var inside = all.stream().filter(tile -> marked.shape().contains(tile.x() + side / 2.0, tile.y() + side / 2.0)).toList();
        return inside.isEmpty() ? List.copyOf(all) : inside;
    }

    private static double downsample(double[] stored, long side, int input) {
        double wanted = Math.max(1, (double) side / input) * TOLERANCE;
        double best = 1;
        for (var each : stored) {
            if (each <= wanted && each > best) {
                best = each;
            }
        }
        return Math.max(best, (double) side / LARGEST_READ);
    }

    private static long places(long length, long side) {
        return Math.max(1, (length + side / 2) / side);
    }

    /** As many tiles as fit best, spread so that the first and last overhang or fall short by the same. */
    private static long edge(long start, long length, long side, long place, long places) {
        return start + (length - places * side) / 2 + place * side;
    }
}
