package org.concord.client;

/**
 * A model.
 *
 * @param width of its input, in pixels
 * @param height of its input, in pixels
 * @param mpp resolution of its input; null where it does not say
 * @param metric `l2` or `cosine`
 * @param document all of it, as `concord model info --json` prints it
 */
public record ModelInfo(String id, String version, String description, boolean builtIn, int dimension, String metric, int width, int height, Double mpp, Document document) {
    static ModelInfo of(Document model) {
        var input = model.document("preprocessing");
        return new ModelInfo(model.text("id"), model.text("version"), model.text("description"), model.flag("built_in"), model.count("dimension"), model.text("metric"),
                input == null ? 0 : input.count("width"), input == null ? 0 : input.count("height"), input == null ? null : input.number("mpp"), model);
    }
}
