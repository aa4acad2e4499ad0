package org.concord.client.wire;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Equality of values as the reader makes them, bytes by content and maps by order too. */
public final class Values {
    private Values() {}

    public static boolean same(Object a, Object b) {
        if (a instanceof byte[] x && b instanceof byte[] y) {
            return Arrays.equals(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && all(x.iterator(), y.iterator());
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size() && all(x.keySet().iterator(), y.keySet().iterator()) && all(x.values().iterator(), y.values().iterator());
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean all(Iterator<?> a, Iterator<?> b) {
        while (a.hasNext()) {
            if (!same(a.next(), b.next())) {
                return false;
            }
        }
        return true;
    }
}
