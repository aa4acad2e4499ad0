package org.concord.qupath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The entry for QuPath's extension manager, which takes jars from GitHub alone. */
class CatalogTest {
    private static final int BAD_USAGE = 2;

    @Test
    void catalog_ofAHomeOnGitHub_namesTheJarOfThisVersion() throws Exception {
        var pom = Files.readString(Path.of("pom.xml"));
        var version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        var entry = printed(0, "https://github.com/OWNER/NAME");
        assertTrue(entry.contains("\"main_url\": \"https://github.com/OWNER/NAME/releases/download/v" + version + "/concord-qupath.jar\""), entry);
        assertTrue(entry.contains("\"name\": \"v" + version + "\""), entry);
    }

    @Test
    void catalog_ofAnyOtherHome_isRefused() throws Exception {
        for (var home : new String[] {"", "https://example.org/OWNER/NAME", "https://github.com/OWNER", "https://github.com/OWNER/NAME\", \"x"}) {
            assertTrue(printed(BAD_USAGE, home).contains("is no repository on GitHub"), home);
        }
    }

    private static String printed(int exit, String home) throws IOException, InterruptedException {
        var process = new ProcessBuilder("./catalog", home).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exit, process.waitFor(), printed);
        return printed;
    }
}
