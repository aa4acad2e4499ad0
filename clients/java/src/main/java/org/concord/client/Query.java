package org.concord.client;

/** What is looked for. */
public sealed interface Query {
    /** A vector of the space that is searched. */
    record OfVector(float[] vector) implements Query {
        @Override
        public String toString() {
            return "a vector of " + vector.length;
        }
    }

    /** A picture, at the resolution of the space's model. */
    record OfPixels(Pixels pixels) implements Query {}

    /** A tile of the collection. */
    record OfTile(long tile) implements Query {}

    /** An image in one of the engine's roots, or the part of it that `region` says (null: all of it); mpp where the file does not say its resolution, else null. */
    record OfImage(String image, Region region, Double mpp) implements Query {}

    static Query vector(float[] vector) {
        return new OfVector(vector.clone());
    }

    static Query pixels(Pixels pixels) {
        return new OfPixels(pixels);
    }

    static Query tile(long tile) {
        return new OfTile(tile);
    }

    static Query image(String image, Region region, Double mpp) {
        return new OfImage(image, region, mpp);
    }
}
