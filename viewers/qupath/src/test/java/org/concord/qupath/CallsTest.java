package org.concord.qupath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the compiled extension calls of QuPath is what `signatures/calls.txt` says was looked up there. Java links a call by its return type too: where that is wrong here, everything
 * compiles, and in QuPath the extension dies of a NoSuchMethodError.
 */
class CallsTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path TABLE = Path.of("signatures", "calls.txt");
    private static final Pattern CALL = Pattern.compile("= (?:InterfaceMethod|Method|Field)ref .*// ((?:qupath|org/controlsfx)/\\S+)");

    @Test
    void calls_areThoseThatWereLookedUp() throws IOException {
        assertEquals(lookedUp(), called());
    }

    private static String called() throws IOException {
        var arguments = new ArrayList<>(List.of("-v", "-p"));
        try (var files = Files.walk(CLASSES)) {
            files.map(Path::toString).filter(file -> file.endsWith(".class")).sorted().forEach(arguments::add);
        }
        var printed = new StringWriter();
        var javap = ToolProvider.findFirst("javap").orElseThrow(() -> new IllegalStateException("a JDK is needed for this test, for its javap"));
        assertEquals(0, javap.run(new PrintWriter(printed), new PrintWriter(System.err), arguments.toArray(String[]::new)));
        return lines(CALL.matcher(printed.toString()).results().map(found -> found.group(1).replace("\"", "")).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String lookedUp() throws IOException {
        return lines(Files.readAllLines(TABLE).stream().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\\s+", 2)[0]).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** One a line, so that a failure shows which. */
    private static String lines(Set<String> calls) {
        return String.join("\n", calls);
    }
}
