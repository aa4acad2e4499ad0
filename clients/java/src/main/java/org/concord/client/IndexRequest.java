package org.concord.client;

import java.util.List;

/** Images and folders to be indexed; what is not set has the engine's default. One thread; may be used again. */
public final class IndexRequest {
    private final String collection;
    private final List<String> paths;
    private String labels;
    private Integer tile;
    private Double mpp;
    private Double overlap;
    private Double minTissue;
    private Boolean quality;
    private String selection;
    private Boolean watch;
    private Boolean background;

    /** Paths lie in the engine's roots. */
    public IndexRequest(String collection, List<String> paths) {
        this.collection = collection;
        this.paths = List.copyOf(paths);
    }

    /** A labels.csv. */
    public IndexRequest labels(String file) {
        labels = file;
        return this;
    }

    /** The side of tiles, in level-0 pixels. */
    public IndexRequest tile(int side) {
        tile = side;
        return this;
    }

    /** The resolution of files that do not say it. */
    public IndexRequest mpp(double micrometresAPixel) {
        mpp = micrometresAPixel;
        return this;
    }

    /** The part of a tile's side that the next repeats, 0 to 0.95. */
    public IndexRequest overlap(double share) {
        overlap = share;
        return this;
    }

    /** The least share of a tile that is tissue. */
    public IndexRequest minTissue(double share) {
        minTissue = share;
        return this;
    }

    /** Whether blank, marked and unsharp tiles are left out. */
    public IndexRequest quality(boolean gate) {
        quality = gate;
        return this;
    }

    /** `all`, `mosaic` or `random`. */
    public IndexRequest selection(String way) {
        selection = way;
        return this;
    }

    /** Whether the job goes on with what comes into the folders later. */
    public IndexRequest watch(boolean goOn) {
        watch = goOn;
        return this;
    }

    /** Whether the job stands back behind all else that the machine does. */
    public IndexRequest background(boolean standBack) {
        background = standBack;
        return this;
    }

    Params params() {
        return Params.of("collection", collection).put("paths", paths).put("labels", labels).put("tile", tile).put("mpp", mpp).put("overlap", overlap)
                .put("min_tissue", minTissue).put("quality", quality).put("selection", selection).put("watch", watch).put("background", background);
    }
}
