package org.concord.client;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map of an answer, read by key. A key that is not there and one that holds nil are the same: null, or the fallback given. Each getter throws {@link ConcordException}
 * with {@link ErrorCode#MALFORMED} for a value of another type. Not changed once made; any thread.
 */
public final class Document {
    private final Map<String, Object> map;

    Document(Map<String, Object> map) {
        this.map = Collections.unmodifiableMap(map);
    }

    /** All of it: null, Boolean, Long, BigInteger, Double, String, byte[], List and Map in one another. Do not change what it holds. */
    public Map<String, Object> map() {
        return map;
    }

    public boolean has(String key) {
        return map.get(key) != null;
    }

    public String text(String key) {
        return get(key, String.class, "text");
    }

    public String text(String key, String fallback) {
        var text = text(key);
        return text != null ? text : fallback;
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(get(key, Boolean.class, "true or false"));
    }

    /** A whole number, whichever kind of number brought it. */
    public long whole(String key, long fallback) {
        var number = get(key, Number.class, "a number");
        if (number == null) {
            return fallback;
        }
        if (number instanceof BigInteger || (number instanceof Double real && real != Math.rint(real)) || Math.abs(number.doubleValue()) > 0x1p63) {
            throw unexpected(key, "a whole number");
        }
        return number.longValue();
    }

    public int count(String key) {
        long value = whole(key, 0);
        if (value != (int) value) {
            throw unexpected(key, "a number below 2^31");
        }
        return (int) value;
    }

    /** Null where it is not known. */
    public Double number(String key) {
        var number = get(key, Number.class, "a number");
        return number == null ? null : (Double) number.doubleValue();
    }

    public double number(String key, double fallback) {
        var number = number(key);
        return number != null ? number : fallback;
    }

    public byte[] bytes(String key) {
        return get(key, byte[].class, "bytes");
    }

    public Document document(String key) {
        var value = get(key, Map.class, "a map");
        return value == null ? null : of(value);
    }

    /** Empty where there is none. */
    public List<Document> documents(String key) {
        return list(key).stream().map(item -> {
            if (item instanceof Map<?, ?> document) {
                return of(document);
            }
            throw unexpected(key, "a list of maps");
        }).toList();
    }

    public List<?> list(String key) {
        var value = get(key, List.class, "a list");
        return value == null ? List.of() : value;
    }

    public List<String> texts(String key) {
        return list(key).stream().map(item -> text(key, item)).toList();
    }

    public List<Long> wholes(String key) {
        return list(key).stream().map(item -> {
            if (item instanceof Long number) {
                return number;
            }
            throw unexpected(key, "a list of whole numbers");
        }).toList();
    }

    /** A map from text to text, in its order; empty where there is none. */
    public Map<String, String> textMap(String key) {
        var document = document(key);
        if (document == null) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        document.map.forEach((name, value) -> texts.put(name, value == null ? null : text(key, value)));
        return Collections.unmodifiableMap(texts);
    }

    @Override
    public String toString() {
        return map.toString();
    }

    private static String text(String key, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected(key, "text");
    }

    @SuppressWarnings("unchecked") // The reader makes no maps but those with text keys.
    private static Document of(Map<?, ?> map) {
        return new Document((Map<String, Object>) map);
    }

    private <T> T get(String key, Class<T> type, String wanted) {
        var value = map.get(key);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw unexpected(key, wanted);
    }

    private static ConcordException unexpected(String key, String wanted) {
        return new ConcordException(ErrorCode.MALFORMED, "The engine's answer has something else than " + wanted + " in \"" + key + "\": engine and client do not fit.");
    }
}
