package org.concord.client;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The params of a request, in the order they are put; what is null is left out, and the engine's default holds. */
final class Params {
    private final Map<String, Object> map = new LinkedHashMap<>();

    static Params of(String key, Object value) {
        return new Params().put(key, value);
    }

    Params put(String key, Object value) {
        if (value instanceof Enum<?> choice) {
            map.put(key, choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (value instanceof Path path) {
            map.put(key, path.toAbsolutePath().toString());
        } else if (value != null) {
            map.put(key, value);
        }
        return this;
    }

    Params query(Query query) {
        if (query instanceof Query.OfVector q) {
            return put("vector", Vectors.params(q.vector(), q.space()));
        }
        if (query instanceof Query.OfPixels q) {
            return put("pixels", q.pixels().params());
        }
        if (query instanceof Query.OfTile q) {
            return put("tile", q.tile());
        }
        var image = (Query.OfImage) query;
        return put("image", image.image()).put("region", image.region() == null ? null : image.region().list()).put("mpp", image.mpp());
    }

    Map<String, Object> map() {
        return map;
    }
}
