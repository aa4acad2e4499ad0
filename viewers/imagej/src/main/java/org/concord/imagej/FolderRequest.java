package org.concord.imagej;

import ij.Macro;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concord.client.IndexRequest;

/**
 * What is indexed.
 *
 * @param labels a labels.csv, or empty: sub-folders are labels
 * @param stop whether the job ends when ImageJ is closed; else it goes on
 */
record FolderRequest(String collection, String folder, String labels, boolean stop) {
    /** Throws IllegalArgumentException for what cannot be. */
    FolderRequest {
        if (collection.isBlank() || folder.isBlank()) {
            throw new IllegalArgumentException("Say the collection and the folder.");
        }
        collection = collection.strip();
        folder = folder.strip();
        labels = labels.strip();
    }

    /** Of a macro: collection=lung folder=/data/lung labels=/data/lung/labels.csv stop. */
    static FolderRequest of(String options) {
        return new FolderRequest(Macro.getValue(options, "collection", ""), Macro.getValue(options, "folder", ""), Macro.getValue(options, "labels", ""),
                Commands.flag(options, "stop"));
    }

    /** Whether this program sees what the engine is asked to read. */
    boolean isThere() {
        return Files.isDirectory(Path.of(folder)) && (labels.isEmpty() || Files.isRegularFile(Path.of(labels)));
    }

    /** The settings with which an engine may read it. */
    EngineSettings allowedBy(EngineSettings settings) {
        var allowed = settings.withFolder(folder);
        return labels.isEmpty() || Path.of(labels).startsWith(folder) ? allowed : allowed.withFolder(Path.of(labels).toAbsolutePath().getParent().toString());
    }

    IndexRequest request() {
        return new IndexRequest(collection, List.of(folder)).background(false).labels(labels.isEmpty() ? null : labels);
    }
}
