package org.concord.client;

import java.util.List;

/**
 * How far every tile of a slide lies from a query.
 *
 * @param slide its name
 * @param width of the slide, in level-0 pixels; so height
 * @param least of the distances; so greatest
 * @param tiles in the order of `distances`
 * @param document all of it, as `concord search --within --json` prints it
 */
public record Heatmap(String slide, long slideId, long width, long height, double least, double greatest, List<TilePlace> tiles, float[] distances, Document document) {
    static Heatmap of(Document answer) {
        var within = answer.document("within");
        var tiles = answer.documents("tiles").stream().map(TilePlace::of).toList();
        var distances = Vectors.floats(answer.bytes("data"));
        if (within == null || distances.length != tiles.size()) {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine's heatmap has " + distances.length + " distances for " + tiles.size() + " tiles.");
        }
        return new Heatmap(within.text("slide"), within.whole("id", 0), within.whole("width", 0), within.whole("height", 0), answer.number("least", Double.NaN),
                answer.number("greatest", Double.NaN), tiles, distances, answer);
    }
}
