package org.concord.qupath.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.concord.client.Call;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Hit;
import org.concord.client.Pixels;
import org.concord.client.Series;

/** Fetches what is shown beside an answer. A picture that cannot be had is no failure: why is kept in its place. */
final class Pictures {
    static final int SIDE = 256;

    /** Half of what an engine takes of one client at once. */
    private static final int AT_ONCE = 16;
    private static final int MOST_SCANS = 64;

    /** One of the two is null. */
    record Fetched(Pixels picture, String why) {}

    private Pictures() {}

    static List<Fetched> tiles(ConcordClient client, String collection, List<Hit> hits, Cancellation cancellation) throws InterruptedException {
        return fetch(hits, hit -> client.tile(collection, hit.tile(), SIDE, null), cancellation);
    }

    static List<LinkedScan> scans(ConcordClient client, String collection, List<Hit> hits, Cancellation cancellation) throws InterruptedException {
        record Wanted(String caseId, Series series) {}

        var wanted = new LinkedHashSet<Wanted>();
        hits.forEach(hit -> hit.series().forEach(series -> wanted.add(new Wanted(hit.caseId(), series))));
        var list = wanted.stream().limit(MOST_SCANS).toList();
        var fetched = fetch(list, each -> client.seriesImage(collection, each.caseId(), each.series().modality(), each.series().contrast(), SIDE), cancellation);
        var scans = new ArrayList<LinkedScan>();
        for (int i = 0; i < list.size(); i++) {
            scans.add(new LinkedScan(list.get(i).caseId(), list.get(i).series(), fetched.get(i).picture(), fetched.get(i).why()));
        }
        return scans;
    }

    private static <T> List<Fetched> fetch(List<T> items, Function<T, Call<Pixels>> ask, Cancellation cancellation) throws InterruptedException {
        var fetched = new ArrayList<Fetched>();
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            var calls = items.subList(from, Math.min(items.size(), from + AT_ONCE)).stream().map(ask).toList();
            try {
                for (var call : calls) {
                    fetched.add(await(call, cancellation));
                }
            } finally {
                calls.forEach(call -> call.cancel(true));
            }
        }
        return fetched;
    }

    private static Fetched await(Call<Pixels> call, Cancellation cancellation) throws InterruptedException {
        try {
            return new Fetched(cancellation.await(call), null);
        } catch (ConcordException e) {
            if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
                throw e;
            }
            return new Fetched(null, e.getMessage());
        }
    }
}
