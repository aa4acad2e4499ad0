package org.concord.client;

import java.util.List;

/** A rectangle in level-0 pixels; x and y may lie outside the slide. */
public record Region(long x, long y, long width, long height) {
    List<Long> list() {
        return List.of(x, y, width, height);
    }
}
