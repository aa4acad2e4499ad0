package org.concord.qupath.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.concord.client.Exclude;

/**
 * What is looked for, but for the region. Throws IllegalArgumentException, in words, for what cannot be.
 *
 * @param collection empty: the only one there is
 * @param space empty: the collection's first
 * @param k tiles wanted
 * @param exclude relatives of the slide that are no answers
 * @param group the slide's patient (case, slide, centre); empty: as the collection knows the slide
 * @param where a condition on labels; empty: none
 * @param label that the nearest vote on
 * @param pictures whether tiles are fetched
 * @param radiology whether linked series are fetched
 */
public record SimilarRequest(String collection, String space, int k, Exclude exclude, String group, String where, String label, boolean pictures, boolean radiology) {
    public static final int MOST = 200;
    private static final List<String> KEYS = List.of("collection", "space", "k", "exclude", "group", "where", "label", "pictures", "radiology");

    public SimilarRequest {
        if (k < 1 || k > MOST) {
            throw new IllegalArgumentException("k is " + k + "; 1 to " + MOST + " tiles can be asked for.");
        }
    }

    public static SimilarRequest of(Settings settings) {
        return of(settings, Map.of());
    }

    /** For scripts: the settings, but where `options` says otherwise, by the names of the fields. */
    public static SimilarRequest of(Settings settings, Map<String, ?> options) {
        var unknown = new TreeSet<>(options.keySet());
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Concord does not know " + String.join(", ", unknown) + "; it knows " + String.join(", ", KEYS) + ".");
        }
        return new SimilarRequest(text(options, "collection", settings.collection()), text(options, "space", settings.space()), whole(text(options, "k", settings.hits())),
                exclude(text(options, "exclude", settings.exclude())), text(options, "group", ""), text(options, "where", settings.where()),
                text(options, "label", settings.label()), Boolean.parseBoolean(text(options, "pictures", "true")),
                Boolean.parseBoolean(text(options, "radiology", String.valueOf(settings.radiology()))));
    }

    /** The Groovy line that asks the same of this space again, for the object that is selected then. */
    public String script(QuerySpace asked) {
        var options = new LinkedHashMap<String, String>();
        options.put("collection", asked.collection());
        options.put("space", asked.space());
        options.put("exclude", exclude.name().toLowerCase(Locale.ROOT));
        options.put("group", group);
        options.put("where", where);
        options.put("label", label);
        var given = options.entrySet().stream().filter(option -> !option.getValue().isBlank()).map(option -> option.getKey() + ": " + quoted(option.getValue())).toList();
        return "println org.concord.qupath.Concord.search(k: " + k + ", " + String.join(", ", given) + ").table()";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    /** The words of {@link Exclude}, for choosing. */
    public static List<String> exclusions() {
        return Arrays.stream(Exclude.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static String text(Map<String, ?> options, String key, String otherwise) {
        var value = options.get(key);
        return value == null ? otherwise : value.toString().strip();
    }

    private static int whole(String k) {
        try {
            return Integer.parseInt(k.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The number of hits, \"" + k + "\", must be a whole number from 1 to " + MOST + ".", e);
        }
    }

    private static Exclude exclude(String word) {
        var wanted = word.isBlank() ? "patient" : word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(Exclude.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("exclude is \"" + word + "\"; it can be " + String.join(", ", exclusions()) + "."));
    }
}
