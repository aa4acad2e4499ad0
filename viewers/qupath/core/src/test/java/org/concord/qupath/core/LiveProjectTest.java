package org.concord.qupath.core;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Tests of one class share a project that a live engine indexed. */
@Timeout(600) // Of a hang, not of speed.
abstract class LiveProjectTest {
    static IndexedProject project;

    @BeforeAll
    static void drawAndIndex() throws Exception {
        project = new IndexedProject();
    }

    @AfterAll
    static void stop() throws Exception {
        if (project != null) {
            project.close();
            project = null;
        }
    }
}
