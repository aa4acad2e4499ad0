package org.concord.qupath.core;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;

/** A home for real engines that the tests' links start, each with a pipe of its own. Skipped, and said so, where CONCORD names no program. */
public final class LiveEngine implements AutoCloseable {
    private final AtomicInteger pipes = new AtomicInteger();
    private final List<Settings> used = new ArrayList<>();
    private final Path folder;
    private final Path program;

    public LiveEngine() throws IOException {
        var concord = System.getenv("CONCORD");
        if (concord == null || concord.isEmpty()) {
            System.err.println("SKIPPED: the tests against a live engine; CONCORD names no built program (src/Concord.Cli/bin/Release/net10.0/concord)");
            abort("SKIPPED: CONCORD names no program");
        }
        folder = Files.createTempDirectory("concord-qupath", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).toRealPath();
        var script = "#!/bin/sh\nexport CONCORD_HOME='" + folder + "/home'\nexec '" + concord + "' \"$@\"\n";
        program = Files.setPosixFilePermissions(Files.writeString(folder.resolve("concord"), script), PosixFilePermissions.fromString("rwx------"));
    }

    public Path folder() {
        return folder;
    }

    public Path program() {
        return program;
    }

    /** Of an engine of its own, started where it is first needed. */
    public synchronized Settings settings(String collection, Path... folders) {
        var pipe = folder.resolve("engine-" + pipes.incrementAndGet() + ".sock").toString();
        var names = String.join(File.pathSeparator, List.of(folders).stream().map(Path::toString).toList());
        var settings = Settings.defaults().engine(pipe, program.toString(), names).collection(collection);
        used.add(settings);
        return settings;
    }

    /** What the command line prints. */
    public String cli(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + printed);
        }
        return printed;
    }

    @Override
    public synchronized void close() throws IOException {
        used.forEach(settings -> pid(settings).flatMap(ProcessHandle::of).ifPresent(engine -> {
            engine.destroy();
            engine.onExit().join();
        }));
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Of the engine that runs; none where it never ran, or ended in its test. */
    private static Optional<Long> pid(Settings settings) {
        try (var client = ConcordClient.connect(settings.options(List.of()).start(false))) {
            return Optional.of(client.server().pid());
        } catch (ConcordException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
