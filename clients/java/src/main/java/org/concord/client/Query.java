package org.concord.client;

/** What is looked for. */
public sealed interface Query {
    /** A vector, and the space of the collection that it is of; null: the one that is searched, or the one that its adapter takes, as the vector's length says. */
    record OfVector(float[] vector, String space) implements Query {
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
        return vector(vector, null);
    }

    static Query vector(float[] vector, String space) {
        return new OfVector(vector.clone(), space);
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
