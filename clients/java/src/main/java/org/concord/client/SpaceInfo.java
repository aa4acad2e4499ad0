package org.concord.client;

/**
 * A space of a collection.
 *
 * @param id 16 hexadecimal digits
 * @param metric `l2` or `cosine`
 * @param rows vectors in it
 */
public record SpaceInfo(String name, String id, String model, int dimension, String metric, long rows) {
    static SpaceInfo of(Document space) {
        return new SpaceInfo(space.text("name"), space.text("id"), space.text("model"), space.count("dimension"), space.text("metric"), space.whole("rows", 0));
    }
}
