package org.concord.client;

/** A search for tiles; what is not set has the engine's default. One thread; may be used again. */
public final class SearchRequest {
    private final String collection;
    private final Query query;
    private String space;
    private Integer k;
    private String where;
    private Exclude exclude;
    private String group;
    private Mode mode;
    private String label;
    private Integer vote;
    private Boolean calibrate;
    private String rerank;
    private String export;

    public SearchRequest(String collection, Query query) {
        this.collection = collection;
        this.query = query;
    }

    /** Where the collection has several; otherwise the first. */
    public SearchRequest space(String name) {
        space = name;
        return this;
    }

    /** Hits wanted; 10 unless set. */
    public SearchRequest k(int hits) {
        k = hits;
        return this;
    }

    /** A condition on labels and hierarchy, as `label = "viable" and centre != "A"`. */
    public SearchRequest where(String condition) {
        where = condition;
        return this;
    }

    /** PATIENT unless set. */
    public SearchRequest exclude(Exclude relatives) {
        exclude = relatives;
        return this;
    }

    /** The patient (slide, case, centre) of a query that is not in the collection. */
    public SearchRequest group(String name) {
        group = name;
        return this;
    }

    public SearchRequest mode(Mode way) {
        mode = way;
        return this;
    }

    /** The label that the nearest vote on; `label` unless set. */
    public SearchRequest label(String name) {
        label = name;
        return this;
    }

    /** How many of the nearest vote; 5 unless set. */
    public SearchRequest vote(int nearest) {
        vote = nearest;
        return this;
    }

    /** Whether there is no answer where the nearest lie farther than the archive's own. */
    public SearchRequest calibrate(boolean beyondIsNoAnswer) {
        calibrate = beyondIsNoAnswer;
        return this;
    }

    /** The plugin whose order the hits come in. */
    public SearchRequest rerank(String plugin) {
        rerank = plugin;
        return this;
    }

    /** The plugin that writes the hits too; see {@link SearchAnswer#exported}. */
    public SearchRequest export(String plugin) {
        export = plugin;
        return this;
    }

    Params params() {
        return Params.of("collection", collection).put("space", space).query(query).put("k", k).put("where", where).put("exclude", exclude).put("group", group)
                .put("mode", mode).put("label", label).put("vote", vote).put("calibrate", calibrate).put("rerank", rerank).put("export", export);
    }
}
