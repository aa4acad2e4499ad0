package org.concord.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Who could have put a socket there: a picture of a patient is sent to nobody but an engine of this user. */
final class SocketFolder {
    private static final EnumSet<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SocketFolder() {}

    /** Of a folder that is to be made. */
    static FileAttribute<?> closed() {
        return PosixFilePermissions.asFileAttribute(OWNERS);
    }

    /** Throws {@link ConcordException} ACCESS_DENIED unless it is a folder, no link, of this user, and closed to all others. */
    static void check(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw refused(folder, "is no folder (a link is none)");
        }
        if (!OWNERS.containsAll(attributes.permissions())) {
            throw refused(folder, "is open to other users: chmod 700");
        }
        if (!Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(ownUserId())) {
            throw refused(folder, "belongs to another user");
        }
    }

    /** Of a file made for it: Java has no other way that works in every one of its runtimes. */
    private static Object ownUserId() throws IOException {
        var mine = Files.createTempFile("concord", null);
        try {
            return Files.getAttribute(mine, "unix:uid");
        } finally {
            Files.delete(mine);
        }
    }

    private static ConcordException refused(Path folder, String why) {
        return new ConcordException(ErrorCode.ACCESS_DENIED, "The socket's folder " + folder + " " + why + ". Nothing was sent.");
    }
}
