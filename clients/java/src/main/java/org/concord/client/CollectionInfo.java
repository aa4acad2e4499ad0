package org.concord.client;

import java.util.List;

/**
 * A collection.
 *
 * @param path of its folder
 * @param problem why it cannot be opened; null where it can, and else all but name and path is empty
 * @param document all of it, as `concord collection info --json` prints it
 */
public record CollectionInfo(String name, String path, String id, String model, long patients, long cases, long slides, long tiles, long series, List<SpaceInfo> spaces,
        String problem, Document document) {
    static CollectionInfo of(Document info) {
        return new CollectionInfo(info.text("name"), info.text("path"), info.text("id"), info.text("model"), info.whole("patients", 0), info.whole("cases", 0),
                info.whole("slides", 0), info.whole("tiles", 0), info.whole("series", 0), info.documents("spaces").stream().map(SpaceInfo::of).toList(), info.text("problem"),
                info);
    }
}
