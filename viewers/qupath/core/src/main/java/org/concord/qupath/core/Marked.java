package org.concord.qupath.core;

import org.concord.client.Region;

/**
 * What the user marked: an annotation, or the part that is on the screen.
 *
 * @param bounds in level-0 pixels; may overhang the slide
 * @param shape tells which places lie in it
 */
public record Marked(Region bounds, Shape shape) {
    /** A shape in level-0 pixels. */
    public interface Shape {
        boolean contains(double x, double y);
    }

    /** All of a rectangle. */
    public static Marked rectangle(long x, long y, long width, long height) {
        return new Marked(new Region(x, y, width, height), (atX, atY) -> true);
    }
}
