package org.concord.client;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A real engine that the client starts, with a home of its own and drawn images to index. Skipped, and said so, where CONCORD names no program. */
final class LiveEngine implements AutoCloseable {
    static final int IMAGES = 24;
    static final int SIDE = 224;

    private static final String[] LABELS = {"lines", "dots", "noise"};

    private final Path folder;
    private final Path program;

    LiveEngine() throws IOException {
        var concord = System.getenv("CONCORD");
        if (concord == null || concord.isEmpty()) {
            System.err.println("SKIPPED: the tests against a live engine; CONCORD names no built program (src/Concord.Cli/bin/Release/net10.0/concord)");
            abort("SKIPPED: CONCORD names no program");
        }
        folder = Files.createTempDirectory("concord-live", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).toRealPath();
        Files.createDirectory(images());
        draw();
        var script = "#!/bin/sh\nexport CONCORD_HOME='" + folder + "/home'\nexec '" + concord + "' \"$@\"\n";
        program = Files.setPosixFilePermissions(Files.writeString(folder.resolve("concord"), script), PosixFilePermissions.fromString("rwx------"));
    }

    Options options() {
        return Options.defaults().pipe(folder.resolve("live.sock").toString()).start(true).program(program).arguments(List.of("--root", images().toString()));
    }

    Path images() {
        return folder.resolve("images");
    }

    Path labels() {
        return images().resolve("labels.csv");
    }

    Path image(int number) {
        return images().resolve(String.format("tile-%02d.png", number));
    }

    /** What the command line prints. */
    JsonObject cli(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        command.add("--json");
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return JsonParser.parseString(printed).getAsJsonObject();
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void draw() throws IOException {
        var table = new StringBuilder("file,label,patient,case\n");
        for (int i = 0; i < IMAGES; i++) {
            ImageIO.write(drawn(LABELS[i % LABELS.length], new Random(i)), "png", image(i).toFile());
            table.append(image(i).getFileName()).append(',').append(LABELS[i % LABELS.length]).append(",P").append(i / 2).append(",C").append(i / 2).append('\n');
        }
        Files.writeString(labels(), table);
    }

    private static BufferedImage drawn(String label, Random random) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int period = 6 + random.nextInt(6);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean ink = switch (label) {
                    case "lines" -> y % period < period / 2;
                    case "dots" -> x % period < 3 && y % period < 3;
                    default -> random.nextBoolean();
                };
                image.setRGB(x, y, ink ? 0x7030a0 + random.nextInt(32) : 0xf0c0d8 + random.nextInt(32));
            }
        }
        return image;
    }
}
