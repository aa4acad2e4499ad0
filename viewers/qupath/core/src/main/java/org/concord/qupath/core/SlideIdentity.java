package org.concord.qupath.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concord.client.Call;
import org.concord.client.ConcordClient;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.SearchAnswer;
import org.concord.client.SearchRequest;

/**
 * Which slide of a collection the one is that is open, so that its own tiles and its patient's are no answers to it.
 *
 * @param slide its name there
 * @param caseId null where not known; so centre
 */
public record SlideIdentity(String slide, String caseId, String patient, String centre) {
    /** A slide is named by its path below the folder that was indexed: so many folders above the file are tried. */
    private static final int FOLDERS_TRIED = 3;

    /**
     * Looks for the slide by its file, with a search for any vector among the slides of that name. Null where the collection has no slide of this file.
     *
     * @param vector of the space; which one does not matter
     */
    static SlideIdentity find(ConcordClient client, QuerySpace space, float[] vector, Path file, Cancellation cancellation) throws InterruptedException {
        if (file == null) {
            return null;
        }
        var calls = new ArrayList<Call<SearchAnswer>>();
        for (var name : names(file)) {
            calls.add(client.search(new SearchRequest(space.collection(), space.query(vector)).space(space.space()).k(1).exclude(Exclude.NONE)
                    .where("slide = \"" + name.replace("\"", "\"\"") + "\"")));
        }
        var hits = new ArrayList<Hit>();
        for (var call : calls) {
            hits.addAll(cancellation.await(call).hits());
        }
        var same = hits.stream().filter(hit -> hit.file() != null && LocalFiles.same(file, Path.of(hit.file()))).findFirst();
        // One whose file moved, or that was imported without it, is still known by its name; a file that is there and another is another slide.
        var found = same.isPresent() ? same : hits.stream().filter(hit -> hit.file() == null || !LocalFiles.isThere(Path.of(hit.file()))).findFirst();
        return found.map(hit -> new SlideIdentity(hit.slide(), hit.caseId(), hit.patient(), hit.centre())).orElse(null);
    }

    /** Whose relatives are left out; null where that is not known. */
    String group(Exclude exclude) {
        return switch (exclude) {
            case NONE -> null;
            case SLIDE -> slide;
            case CASE -> caseId;
            case PATIENT -> patient;
            case CENTRE -> centre;
        };
    }

    private static List<String> names(Path file) {
        var names = new ArrayList<String>();
        int parts = file.getNameCount();
        for (int from = parts - 1; from >= Math.max(0, parts - 1 - FOLDERS_TRIED); from--) {
            names.add(file.subpath(from, parts).toString().replace('\\', '/'));
        }
        names.add(stem(file.getFileName().toString()));
        return names;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
