package org.concord.client;

import java.util.Arrays;
import java.util.Locale;

/** How much the engine logs. */
public enum LogLevel {
    DEBUG, INFORMATION, WARNING, ERROR;

    static LogLevel of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new ConcordException(ErrorCode.MALFORMED, "The engine's log level is not one that this client knows: " + text));
    }
}
