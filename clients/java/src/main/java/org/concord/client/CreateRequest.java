package org.concord.client;

/**
 * A collection to be made.
 *
 * @param model its id; null: the built-in one
 * @param pooling as on the command line, `gem:4` say; null: the model's
 * @param metric `l2` or `cosine`; null: the model's
 * @param float16 whether vectors are stored in 16 bits; null: in 32
 */
public record CreateRequest(String collection, String model, String pooling, String metric, Boolean float16) {
    /** With the built-in model. */
    public CreateRequest(String collection) {
        this(collection, null, null, null, null);
    }

    public CreateRequest(String collection, String model) {
        this(collection, model, null, null, null);
    }

    Params params() {
        return Params.of("collection", collection).put("model", model).put("pooling", pooling).put("metric", metric).put("float16", float16);
    }
}
