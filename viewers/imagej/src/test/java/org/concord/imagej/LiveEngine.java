package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import ij.process.ColorProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.concord.client.ConcordClient;
import org.concord.client.Options;

/**
 * A real engine that the plugin starts by its settings, with a home of its own, ImageJ's preferences apart from the user's, and drawn images. Skipped, and said so, where CONCORD
 * names no program. One a JVM, for the preferences.
 */
final class LiveEngine implements AutoCloseable {
    static final int IMAGES = 12;
    static final int SIDE = 224;
    static final String COLLECTION = "drawn";

    private static final String[] LABELS = {"blue", "green", "red"};

    private final Path folder;
    private final Path program;
    private long pid;

    LiveEngine() throws IOException {
        var concord = System.getenv("CONCORD");
        if (concord == null || concord.isEmpty()) {
            System.err.println("SKIPPED: the plugin against a live engine; CONCORD names no built program (src/Concord.Cli/bin/Release/net10.0/concord)");
            abort("SKIPPED: CONCORD names no program");
        }
        folder = Files.createTempDirectory("concord-imagej", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).toRealPath();
        System.setProperty("user.home", Files.createDirectory(folder.resolve("user")).toString());
        for (int i = 0; i < IMAGES; i++) {
            Files.createDirectories(image(i).getParent());
            ImageIO.write(drawn(i).getBufferedImage(), "png", image(i).toFile());
        }
        var script = "#!/bin/sh\nexport CONCORD_HOME='" + folder + "/home'\nexec '" + Path.of(concord).toRealPath() + "' \"$@\"\n";
        program = Files.setPosixFilePermissions(Files.writeString(folder.resolve("concord"), script), PosixFilePermissions.fromString("rwx------"));
    }

    /** Stained dots on white, more and larger ones with the number. */
    static ColorProcessor drawn(int number) {
        var image = new ColorProcessor(SIDE, SIDE);
        image.setColor(Color.WHITE);
        image.fill();
        image.setColor(new Color(40 + 60 * (number % 3), 15 * number, 128));
        var random = new Random(number);
        for (int dot = 0; dot < 20 + 3 * number; dot++) {
            image.fillOval(random.nextInt(200), random.nextInt(200), 6 + 8 * (number % 3), 6 + number);
        }
        return image;
    }

    Path folder() {
        return folder;
    }

    /** What the engine may read. */
    Path readable() {
        return folder.resolve("data");
    }

    Path images() {
        return readable().resolve("images");
    }

    Path image(int number) {
        return images().resolve(LABELS[number % LABELS.length]).resolve("drawn-" + number + ".png");
    }

    Path program() {
        return program;
    }

    Path socket() {
        return folder.resolve("imagej.sock");
    }

    /** For the settings: this engine, started where it does not run, which may read the data. */
    String settings() {
        return "pipe=" + socket() + " start program=" + program + " folders=" + readable();
    }

    /** A connection of the test's own. Remembers the engine, so that it ends with the test. */
    ConcordClient connect() throws InterruptedException {
        var client = ConcordClient.connect(Options.defaults().pipe(socket().toString()).start(true).program(program).arguments(List.of("--root", readable().toString())));
        pid = client.server().pid();
        return client;
    }

    /** STOP, CONT, KILL: to the engine that was connected to last, where it runs still. */
    void signal(String name) throws IOException, InterruptedException {
        if (pid > 0 && ProcessHandle.of(pid).isPresent()) {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        }
    }

    /** Ends the engine at once, as a crash does, and waits until it is gone. */
    void kill() throws IOException, InterruptedException {
        var process = ProcessHandle.of(pid).orElseThrow();
        signal("KILL");
        process.onExit().join();
    }

    /** What the command line prints. */
    String cli(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    /** Ends the engine as well. */
    @Override
    public void close() throws IOException {
        ending().join();
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private CompletableFuture<ProcessHandle> ending() {
        try (var last = connect()) {
            var process = ProcessHandle.of(last.server().pid()).orElseThrow();
            process.destroy();
            return process.onExit();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
