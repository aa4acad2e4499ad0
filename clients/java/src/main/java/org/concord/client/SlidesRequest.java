package org.concord.client;

/** A search for slides like a slide; what is not set has the engine's default. One thread; may be used again. */
public final class SlidesRequest {
    private final String collection;
    private final SlideRef slide;
    private String space;
    private Integer k;
    private String where;
    private Exclude exclude;
    private Mode mode;
    private Ranking ranking;
    private Boolean perCase;
    private Integer pairs;
    private String label;
    private Integer vote;
    private Boolean calibrate;

    public SlidesRequest(String collection, SlideRef slide) {
        this.collection = collection;
        this.slide = slide;
    }

    public SlidesRequest space(String name) {
        space = name;
        return this;
    }

    /** Slides wanted; 5 unless set. */
    public SlidesRequest k(int slides) {
        k = slides;
        return this;
    }

    public SlidesRequest where(String condition) {
        where = condition;
        return this;
    }

    public SlidesRequest exclude(Exclude relatives) {
        exclude = relatives;
        return this;
    }

    public SlidesRequest mode(Mode way) {
        mode = way;
        return this;
    }

    public SlidesRequest ranking(Ranking way) {
        ranking = way;
        return this;
    }

    /** Whether the nearest slide of a case stands for it. */
    public SlidesRequest perCase(boolean one) {
        perCase = one;
        return this;
    }

    /** Pairs of tiles shown for each slide; 3 unless set. */
    public SlidesRequest pairs(int shown) {
        pairs = shown;
        return this;
    }

    public SlidesRequest label(String name) {
        label = name;
        return this;
    }

    public SlidesRequest vote(int nearest) {
        vote = nearest;
        return this;
    }

    public SlidesRequest calibrate(boolean beyondIsNoAnswer) {
        calibrate = beyondIsNoAnswer;
        return this;
    }

    Params params() {
        return Params.of("collection", collection).put("space", space).put("slide", slide.value()).put("k", k).put("where", where).put("exclude", exclude).put("mode", mode)
                .put("ranking", ranking).put("per_case", perCase).put("pairs", pairs).put("label", label).put("vote", vote).put("calibrate", calibrate);
    }
}
