package org.concord.client;

import java.util.Map;

/** A tile and where it lies, in level-0 pixels of its slide. */
public record TilePlace(long tile, long x, long y, long width, long height) {
    static TilePlace of(Document given) {
        var place = given != null ? given : new Document(Map.of());
        return new TilePlace(place.whole("tile", 0), place.whole("x", 0), place.whole("y", 0), place.whole("width", 0), place.whole("height", 0));
    }
}
