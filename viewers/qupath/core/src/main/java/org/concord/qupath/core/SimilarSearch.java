package org.concord.qupath.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concord.client.ConcordClient;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.Pixels;
import org.concord.client.SearchRequest;

/** From a marked region to hits with pictures. Any thread but that of the viewer. */
public final class SimilarSearch {
    private static final double NANOSECONDS_A_MILLISECOND = 1e6;

    private SimilarSearch() {}

    /**
     * Searches. Throws IllegalArgumentException for a region, slide or wish that cannot be, {@link org.concord.client.ConcordException} for what the engine or the reading
     * refuses; {@link Problem} has words for both. Nothing is asked of the engine for what can be told to be wrong without it.
     */
    public static SimilarCases find(EngineLink engine, Settings settings, SimilarRequest request, RegionSource slide, Marked marked, Steps steps, Cancellation cancellation)
            throws InterruptedException {
        RegionReader.requireColour(slide);
        double mpp = RegionReader.mpp(slide, settings.assumedMpp());
        var client = engine.client(steps, cancellation);
        var space = QuerySpace.find(client, request.collection(), request.space(), cancellation);
        var plan = TilePlan.of(marked, slide, mpp, space);
        long start = System.nanoTime();
        var vector = QueryVector.of(client, space, slide, plan, steps, cancellation);
        var picture = RegionReader.picture(slide, marked.bounds());
        double embedding = (System.nanoTime() - start) / NANOSECONDS_A_MILLISECOND;
        var notes = new ArrayList<String>();
        if (plan.clipped()) {
            notes.add("Part of the annotation lies off the slide; the rest was searched for.");
        }
        if (plan.widened()) {
            notes.add("The annotation is smaller than a tile of " + plan.side() + " pixels; what lies around it was taken along.");
        }
        return find(client, space, request, new Asked(vector, picture, slide, plan.places().size(), embedding, notes), steps, cancellation);
    }

    /** What was read and embedded. */
    record Asked(float[] vector, Pixels picture, RegionSource slide, int tiles, double embedding, List<String> notes) {}

    static SimilarCases find(ConcordClient client, QuerySpace space, SimilarRequest request, Asked asked, Steps steps, Cancellation cancellation) throws InterruptedException {
        steps.say(String.format("Comparing with %,d tiles…", space.rows()));
        long start = System.nanoTime();
        var self = SlideIdentity.find(client, space, asked.vector(), asked.slide().file(), cancellation);
        var group = group(request, self, asked.notes());
        var answer = cancellation.await(client.search(new SearchRequest(space.collection(), space.query(asked.vector())).space(space.space()).k(request.k())
                .where(request.where().isBlank() ? null : request.where()).exclude(request.exclude()).group(group).label(request.label().isBlank() ? null : request.label())
                .calibrate(true)));
        long found = System.nanoTime();
        steps.say("Fetching pictures…");
        var pictures = request.pictures() ? Pictures.tiles(client, space.collection(), answer.hits(), cancellation) : null;
        var scans = request.radiology() ? Pictures.scans(client, space.collection(), answer.hits(), cancellation) : List.<LinkedScan>of();
        var hits = hits(answer.hits(), request.label().isBlank() ? "label" : request.label(), pictures);
        if (answer.shortfall() != null) {
            asked.notes().add(answer.shortfall());
        }
        var timing = new SimilarCases.Timing(asked.embedding(), (found - start) / NANOSECONDS_A_MILLISECOND, (System.nanoTime() - found) / NANOSECONDS_A_MILLISECOND);
        return new SimilarCases(space, answer, hits, scans, asked.picture(), asked.vector(), self, asked.tiles(), List.copyOf(asked.notes()), timing);
    }

    private static String group(SimilarRequest request, SlideIdentity self, List<String> notes) {
        if (!request.group().isBlank() || request.exclude() == Exclude.NONE) {
            return request.group().isBlank() ? null : request.group();
        }
        var group = self == null ? null : self.group(request.exclude());
        if (group == null) {
            notes.add("This slide is not known to the collection, so nothing of its " + request.exclude().name().toLowerCase(Locale.ROOT) + " could be left out of the answers.");
        }
        return group;
    }

    private static List<SimilarHit> hits(List<Hit> hits, String label, List<Pictures.Fetched> pictures) {
        var shown = new ArrayList<SimilarHit>();
        for (int i = 0; i < hits.size(); i++) {
            var hit = hits.get(i);
            var value = hit.labels().get(label);
            var fetched = pictures == null ? new Pictures.Fetched(null, "not asked for") : pictures.get(i);
            shown.add(new SimilarHit(hit, value == null ? "" : value, fetched.picture(), fetched.why()));
        }
        return shown;
    }
}
