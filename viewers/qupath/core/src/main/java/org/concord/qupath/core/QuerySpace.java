package org.concord.qupath.core;

import java.util.List;
import org.concord.client.CollectionInfo;
import org.concord.client.ConcordClient;
import org.concord.client.ModelInfo;
import org.concord.client.Query;
import org.concord.client.SpaceInfo;

/**
 * What is searched: a space of a collection, and what its model reads.
 *
 * @param rows vectors in it
 * @param input side of a tile, in pixels
 * @param mpp resolution of a tile, in micrometres a pixel
 */
public record QuerySpace(String collection, String space, String metric, long rows, int input, double mpp) {
    /** Of models that do not say: what the engine cuts indexed slides by. */
    private static final double STANDARD_MPP = 0.5;

    /** Throws IllegalArgumentException, in words, where there is no such collection or space, or none whose model is here; ConcordException from the engine. */
    static QuerySpace find(ConcordClient client, String collection, String space, Cancellation cancellation) throws InterruptedException {
        var name = collection.isBlank() ? only(cancellation.await(client.collections().list())) : collection.strip();
        var info = cancellation.await(client.collections().info(name));
        var wanted = space.isBlank() ? first(info) : named(info, space.strip());
        var model = cancellation.await(client.models()).stream().filter(known -> known.id().equals(wanted.model())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The space \"" + wanted.name() + "\" of \"" + name + "\" was made with the model " + wanted.model()
                        + ", which is not on this machine, so a region cannot be compared with it. Add the model (concord model add DIR), or search another space: " + spaces(info)));
        return new QuerySpace(name, wanted.name(), wanted.metric(), wanted.rows(), input(model), model.mpp() == null ? STANDARD_MPP : model.mpp());
    }

    /** A vector that was embedded in this space. */
    Query query(float[] vector) {
        return Query.vector(vector, space);
    }

    private static int input(ModelInfo model) {
        var preprocessing = model.document().document("preprocessing");
        return Math.max(model.width(), preprocessing == null ? 0 : preprocessing.count("resize_shorter"));
    }

    private static String only(List<CollectionInfo> all) {
        if (all.isEmpty()) {
            throw new NoCollectionException();
        }
        if (all.size() > 1) {
            throw new IllegalArgumentException("Say which collection to search, in Concord's preferences: " + String.join(", ", all.stream().map(CollectionInfo::name).toList()) + ".");
        }
        return all.get(0).name();
    }

    private static SpaceInfo first(CollectionInfo info) {
        if (info.problem() != null) {
            throw new IllegalArgumentException("The collection \"" + info.name() + "\" cannot be opened: " + info.problem());
        }
        return info.spaces().stream().findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The collection \"" + info.name() + "\" holds no vectors yet. Index something into it."));
    }

    private static SpaceInfo named(CollectionInfo info, String space) {
        return info.spaces().stream().filter(known -> known.name().equals(space) || known.id().equals(space)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The collection \"" + info.name() + "\" has no space \"" + space + "\"; it has: " + spaces(info)));
    }

    private static String spaces(CollectionInfo info) {
        return String.join(", ", info.spaces().stream().map(each -> each.name() + " (" + each.model() + ", " + each.dimension() + ")").toList()) + ".";
    }
}
