package org.concord.client;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.concord.client.wire.Transport;
import org.concord.client.wire.UnixTransport;
import org.concord.client.wire.WindowsTransport;

/** Where an engine listens. docs/protocol.md, "The pipe". */
record PipeAddress(String name, Path path, boolean windows) {
    private static final int LONGEST_SOCKET_PATH = 107;

    static PipeAddress of(String name) {
        return of(name, System.getenv(), System.getProperty("os.name").startsWith("Windows"));
    }

    static PipeAddress of(String name, Map<String, String> environment, boolean windows) {
        if (windows) {
            var pipe = name.contains("\\") || name.contains("/") ? name : "\\\\.\\pipe\\concord-" + environment.getOrDefault("USERNAME", System.getProperty("user.name")) + "-" + name;
            return new PipeAddress(name, Path.of(pipe), true);
        }
        if (name.contains("/")) {
            return new PipeAddress(name, checked(Path.of(name).toAbsolutePath().normalize()), false);
        }
        var runtime = environment.get("XDG_RUNTIME_DIR");
        var folder = runtime != null && Files.isDirectory(Path.of(runtime)) && !runtime.isEmpty()
                ? Path.of(runtime, "concord")
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".concord", "run");
        return new PipeAddress(name, checked(folder.resolve(name + ".sock").toAbsolutePath()), false);
    }

    /** Connects. Throws {@link ConcordException}: NOT_RUNNING where nobody listens, ACCESS_DENIED where somebody else might, IO_ERROR, BUSY. */
    Transport connect() {
        try {
            return windows ? WindowsTransport.connect(path) : connectUnix();
        } catch (ConnectException | NoSuchFileException e) {
            throw notRunning(e);
        } catch (AccessDeniedException e) {
            throw new ConcordException(ErrorCode.ACCESS_DENIED, "The engine at " + path + " belongs to another user.", e);
        } catch (FileSystemException e) {
            throw new ConcordException(ErrorCode.BUSY, "The engine at " + path + " takes no connection now: " + e.getReason() + ". Try again later.", e);
        } catch (IOException e) {
            throw new ConcordException(ErrorCode.IO_ERROR, "There is no connection to " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** Where an engine that is started for this address says what it has to: beside its socket, over what an earlier one said. Makes the folder where there is none. */
    Path log() throws IOException {
        if (windows) {
            return Path.of(System.getProperty("java.io.tmpdir"), path.getFileName() + ".log");
        }
        var folder = path.getParent();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, SocketFolder.closed());
        }
        SocketFolder.check(folder);
        return folder.resolve(path.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".log");
    }

    private Transport connectUnix() throws IOException {
        if (!Files.exists(path.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            throw notRunning(null);
        }
        SocketFolder.check(path.getParent());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw notRunning(null);
        }
        return UnixTransport.connect(path);
    }

    private ConcordException notRunning(Throwable cause) {
        return new ConcordException(ErrorCode.NOT_RUNNING, "No engine answers at " + path + ". Start one: concord serve --pipe " + name + ".", cause);
    }

    private static Path checked(Path socket) {
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_SOCKET_PATH) {
            throw new ConcordException(ErrorCode.BAD_ARGUMENT, "The socket's path has " + bytes + " bytes; systems take " + LONGEST_SOCKET_PATH + ": " + socket);
        }
        return socket;
    }
}
