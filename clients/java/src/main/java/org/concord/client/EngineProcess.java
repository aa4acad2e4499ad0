package org.concord.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A `concord serve` that this client started, until it answers. It outlives the client. */
final class EngineProcess {
    private static final int EXIT_LOCKED = 4;
    private static final int LINES_SHOWN = 5;

    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Throws {@link ConcordException}: NOT_FOUND where there is no program, ACCESS_DENIED where the socket's folder is not the user's alone, IO_ERROR where it does not start. */
    static EngineProcess start(Options options, PipeAddress address) {
        var program = find(options.program(), System.getenv());
        try {
            // A file, for a pipe that nobody reads any more would hold the engine up.
            var log = address.log();
            var command = new ArrayList<>(List.of(program.toString(), "serve", "--pipe", options.pipe()));
            command.addAll(options.arguments());
            var process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(nowhere()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new EngineProcess(process, log);
        } catch (IOException e) {
            throw new ConcordException(ErrorCode.IO_ERROR, "The engine " + program + " does not start: " + e.getMessage(), e);
        }
    }

    /** Throws {@link ConcordException} with its last words when it ended; one that ended because another has the pipe leaves that one to answer. */
    void check() {
        if (!process.isAlive() && process.exitValue() != EXIT_LOCKED) {
            throw new ConcordException(ErrorCode.NOT_RUNNING, "The engine that was started ended with " + process.exitValue() + ": " + lastWords());
        }
    }

    /** What it has printed lies there. */
    Path log() {
        return log;
    }

    static Path find(Path given, Map<String, String> environment) {
        if (given != null) {
            return given;
        }
        var named = environment.getOrDefault("CONCORD", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, "concord"), Path.of(folder, "concord.exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new ConcordException(ErrorCode.NOT_FOUND,
                        "There is no program `concord` to start: say where it is, or set CONCORD to it, or put it on the PATH."));
    }

    private String lastWords() {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
            return String.join(" ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private static File nowhere() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
