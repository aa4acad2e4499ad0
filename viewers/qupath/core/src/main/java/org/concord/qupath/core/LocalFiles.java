package org.concord.qupath.core;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as projects name them. */
final class LocalFiles {
    private LocalFiles() {}

    /** The file of an address; null where it is none of this machine: a server's, say. What it says of a part of the file is left aside. */
    static Path of(URI address) {
        if (address == null || !"file".equalsIgnoreCase(address.getScheme()) || address.getPath() == null) {
            return null;
        }
        try {
            return Path.of(new URI("file", null, address.getPath(), null)).toAbsolutePath().normalize();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }

    /** Whether two names are one file, by whatever links. */
    static boolean same(Path one, Path other) {
        return real(one).equals(real(other));
    }

    /** The file itself where it is there, else its absolute name. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    static boolean isThere(Path file) {
        return Files.isReadable(file);
    }
}
