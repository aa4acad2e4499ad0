package org.concord.qupath.core;

import java.util.ArrayDeque;
import org.concord.client.Call;
import org.concord.client.ConcordClient;

/** The vector of a region: the mean of its tiles', each of unit length where the metric is cosine; the engine's own rule. */
final class QueryVector {
    /** Enough that the engine never waits for pixels, few enough that they are not piled up. */
    private static final int AT_ONCE = 4;

    private float[] mean;
    private final QuerySpace space;

    private QueryVector(QuerySpace space) {
        this.space = space;
    }

    /** Reads tile by tile and sends each while the engine embeds those before it. */
    static float[] of(ConcordClient client, QuerySpace space, RegionSource slide, TilePlan plan, Steps steps, Cancellation cancellation) throws InterruptedException {
        var vector = new QueryVector(space);
        var running = new ArrayDeque<Call<float[]>>();
        int count = plan.places().size();
        try {
            for (int i = 0; i < count; i++) {
                cancellation.check();
                steps.say("Reading and embedding tile " + (i + 1) + " of " + count + "…", (double) i / count);
                running.add(client.embed(space.collection(), space.space(), RegionReader.tile(slide, plan.places().get(i), plan.downsample())));
                if (running.size() == AT_ONCE) {
                    vector.add(cancellation.await(running.remove()), count);
                }
            }
            while (!running.isEmpty()) {
                vector.add(cancellation.await(running.remove()), count);
            }
        } finally {
            running.forEach(call -> call.cancel(true));
        }
        return vector.mean;
    }

    private void add(float[] tile, int count) {
        if (mean == null) {
            mean = new float[tile.length];
        }
        double scale = 1.0 / count;
        if ("cosine".equals(space.metric())) {
            double squares = 0;
            for (var element : tile) {
                squares += (double) element * element;
            }
            scale /= Math.max(Float.MIN_NORMAL, Math.sqrt(squares));
        }
        for (int i = 0; i < tile.length; i++) {
            mean[i] += (float) (tile[i] * scale);
        }
    }
}
