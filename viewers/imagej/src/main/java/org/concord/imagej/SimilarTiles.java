package org.concord.imagej;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.concord.client.Call;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Hit;
import org.concord.client.ModelInfo;
import org.concord.client.Pixels;
import org.concord.client.SearchAnswer;
import org.concord.client.Series;

/**
 * An answer with its pictures. No dialogs, no window.
 *
 * @param tiles of the hits, in their order; null where the collection has no picture
 */
record SimilarTiles(SearchAnswer answer, List<Pixels> tiles, List<Scan> scans) {
    static final int SIDE = 256;
    private static final int AT_ONCE = 8;
    private static final int MOST_SCANS = 64;

    /** A linked series of a hit's case; picture null where its file is gone. */
    record Scan(String caseId, Series series, Pixels picture) {}

    /** Searches and fetches. Throws {@link ConcordException}. Esc cancels. */
    static SimilarTiles find(ConcordClient client, SimilarRequest request, Pixels pixels) throws InterruptedException {
        var answer = Commands.await(client.search(request.of(pixels)));
        var tiles = pictures(answer.hits(), hit -> client.tile(request.collection(), hit.tile(), SIDE, null));
        return new SimilarTiles(answer, tiles, request.radiology() ? scans(client, request.collection(), answer.hits()) : List.of());
    }

    /** The resolution that the model of the space reads; null where it does not say, and where there is no such space, which the search says in words. */
    static Double mpp(ConcordClient client, SimilarRequest request) throws InterruptedException {
        var spaces = Commands.await(client.collections().info(request.collection())).spaces().stream();
        var space = request.space().isBlank() ? spaces.findFirst() : spaces.filter(one -> one.name().equals(request.space().strip())).findFirst();
        if (space.isEmpty()) {
            return null;
        }
        var model = space.get().model();
        return Commands.await(client.models()).stream().filter(known -> known.id().equals(model)).findFirst().map(ModelInfo::mpp).orElse(null);
    }

    private static List<Scan> scans(ConcordClient client, String collection, List<Hit> hits) throws InterruptedException {
        record Wanted(String caseId, Series series) {}

        var wanted = new LinkedHashSet<Wanted>();
        hits.forEach(hit -> hit.series().forEach(series -> wanted.add(new Wanted(hit.caseId(), series))));
        var list = wanted.stream().limit(MOST_SCANS).toList();
        var pictures = pictures(list, item -> client.seriesImage(collection, item.caseId(), item.series().modality(), item.series().contrast(), SIDE));
        var scans = new ArrayList<Scan>();
        for (int i = 0; i < list.size(); i++) {
            scans.add(new Scan(list.get(i).caseId(), list.get(i).series(), pictures.get(i)));
        }
        return scans;
    }

    /** Some at once, so that the engine's limit of requests is not met. */
    private static <T> List<Pixels> pictures(List<T> items, Function<T, Call<Pixels>> ask) throws InterruptedException {
        var pictures = new ArrayList<Pixels>();
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            var calls = items.subList(from, Math.min(items.size(), from + AT_ONCE)).stream().map(ask).toList();
            for (var call : calls) {
                pictures.add(pictureOrNull(call));
            }
        }
        return pictures;
    }

    private static Pixels pictureOrNull(Call<Pixels> call) throws InterruptedException {
        try {
            return Commands.await(call);
        } catch (ConcordException e) {
            if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
                throw e;
            }
            return null;
        }
    }
}
