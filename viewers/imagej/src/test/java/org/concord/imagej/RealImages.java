package org.concord.imagej;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tiles, slides and scans of real patients, which lie beside the project; CONCORD_DATA says where. Skipped, and said so, where it does not. */
final class RealImages {
    private RealImages() {}

    /** Some files of each sub-folder of the data, where the engine may read them. */
    static Path copied(String name, Path target, int each) throws IOException {
        try (var folders = Files.list(data(name))) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                var into = Files.createDirectories(target.resolve(folder.getFileName()));
                try (var files = Files.list(folder)) {
                    for (var file : files.sorted().limit(each).toList()) {
                        Files.copy(file, into.resolve(file.getFileName()));
                    }
                }
            }
        }
        return target;
    }

    static Path scan(Path into) throws IOException {
        try (var files = Files.walk(data("mri"))) {
            var scan = files.filter(file -> file.toString().endsWith(".png")).sorted().findFirst().orElseThrow();
            return Files.copy(scan, into.resolve("scan.png"));
        }
    }

    static Path first(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    static Path data(String name) {
        var data = System.getenv("CONCORD_DATA");
        if (data == null || !Files.isDirectory(Path.of(data, name))) {
            System.err.println("SKIPPED: the plugin on real images; CONCORD_DATA names no folder with " + name);
            abort("SKIPPED: no " + name);
        }
        return Path.of(data, name);
    }
}
