package org.concord.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How to reach an engine.
 *
 * @param pipe the engine's name as in `concord serve --pipe`, or with a path separator the path of its socket
 * @param start whether to start `concord serve` where none answers; it goes on when the client ends
 * @param program what to start; null: $CONCORD, else `concord` on the PATH
 * @param arguments for `serve` when it is started: `--root DIR` for each folder whose files may be named, say
 * @param timeout how long connecting may take
 * @param startTimeout how long a started engine may take until it answers
 * @param client name and version of the program that asks, for the engine's log
 */
public record Options(String pipe, boolean start, Path program, List<String> arguments, Duration timeout, Duration startTimeout, String client) {
    private static final Options DEFAULTS = new Options("default", false, null, List.of(), Duration.ofSeconds(10), Duration.ofSeconds(30), "concord-client-java");

    public Options {
        Objects.requireNonNull(pipe, "pipe");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(startTimeout, "startTimeout");
        Objects.requireNonNull(client, "client");
        arguments = List.copyOf(arguments);
        if (pipe.isEmpty()) {
            throw new IllegalArgumentException("The name of the pipe is empty");
        }
    }

    /** The engine named `default`, not started, 10 s. */
    public static Options defaults() {
        return DEFAULTS;
    }

    public Options pipe(String name) {
        return new Options(name, start, program, arguments, timeout, startTimeout, client);
    }

    public Options start(boolean ifNoneRuns) {
        return new Options(pipe, ifNoneRuns, program, arguments, timeout, startTimeout, client);
    }

    public Options program(Path toStart) {
        return new Options(pipe, start, toStart, arguments, timeout, startTimeout, client);
    }

    public Options arguments(List<String> ofServe) {
        return new Options(pipe, start, program, ofServe, timeout, startTimeout, client);
    }

    public Options timeout(Duration atMost) {
        return new Options(pipe, start, program, arguments, atMost, startTimeout, client);
    }

    public Options startTimeout(Duration atMost) {
        return new Options(pipe, start, program, arguments, timeout, atMost, client);
    }

    public Options client(String nameAndVersion) {
        return new Options(pipe, start, program, arguments, timeout, startTimeout, nameAndVersion);
    }
}
