package org.concord.qupath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that users drop on QuPath. Run when it is made. */
class ShippedJarTest {
    private static final Path JAR = Path.of("target", "concord-qupath.jar");
    private static final int JAVA_17 = 61;

    /** QuPath and JavaFX bring their own classes; signatures of them in an extension would hide those. */
    @Test
    void classes_areConcordsAlone_andAllOfThem() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var classes = jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
            assertEquals(0, classes.stream().filter(name -> !name.startsWith("org/concord/")).count(), () -> classes.toString());
            for (var needed : new String[] {"qupath/ConcordExtension", "qupath/Concord", "qupath/core/SimilarSearch", "qupath/ui/SimilarPane", "client/ConcordClient", "client/wire/FrameReader"}) {
                assertTrue(classes.contains("org/concord/" + needed + ".class"), needed);
            }
        }
    }

    @Test
    void classes_runOnJava17() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            for (var entry : jar.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
                try (var in = new DataInputStream(jar.getInputStream(entry))) {
                    in.readInt();
                    in.readUnsignedShort();
                    assertTrue(in.readUnsignedShort() <= JAVA_17, entry.getName());
                }
            }
        }
    }

    @Test
    void service_andVersion_areWhereQuPathLooks() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var service = jar.getEntry("META-INF/services/qupath.lib.gui.extensions.QuPathExtension");
            assertEquals(ConcordExtension.class.getName(), new String(jar.getInputStream(service).readAllBytes(), StandardCharsets.UTF_8).strip());
            assertNotNull(jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
        }
    }
}
