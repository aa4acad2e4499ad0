package org.concord.qupath.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A slide of the viewer's project.
 *
 * @param id of its entry
 * @param name as the project shows it; users rename slides, so it says nothing of the file
 * @param addresses where its pixels lie, as the project knows
 * @param metadata that the user gave it
 */
public record ProjectSlide(String id, String name, List<URI> addresses, Map<String, String> metadata) {
    /** Its file; null where it is on a server, or made of several. */
    public Path file() {
        var files = addresses.stream().map(LocalFiles::of).distinct().toList();
        return files.size() == 1 ? files.get(0) : null;
    }
}
