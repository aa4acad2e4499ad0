package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects as users have them: slides moved, renamed, doubled, on servers. */
class ProjectTest {
    @TempDir
    private Path folder;

    @Test
    void files_eachOnce_andTheOthersWithTheirReason() throws IOException {
        var a = slide("a.svs", file("one/a.svs").toUri());
        var scene = slide("a.svs, second scene", URI.create(file("one/a.svs").toUri() + "?series=2"));
        var twin = slide("twin", file("two/a.svs").toUri());
        var moved = slide("moved", folder.resolve("gone.svs").toUri());
        var remote = slide("remote", URI.create("https://omero.example/iviewer?images=7"));
        var several = new ProjectSlide("6", "several", List.of(file("one/r.tif").toUri(), file("one/g.tif").toUri()), Map.of());
        var files = ProjectFiles.of(List.of(a, scene, twin, moved, remote, several));
        assertEquals(List.of(folder.toRealPath().resolve("one/a.svs")), files.files());
        assertEquals(List.of("twin", "moved", "remote", "several"), files.left().stream().map(left -> left.file()).toList());
        assertTrue(files.left().get(0).reason().contains("same file name"));
        assertTrue(files.left().get(1).reason().contains("moved"));
        assertTrue(files.left().get(2).reason().contains("no single file"));
        assertEquals(List.of(folder.toRealPath().resolve("one")), files.folders());
    }

    @Test
    void finder_byFile_byNameWhereItMoved_orSaysWhatToDo() throws IOException {
        var a = slide("A, renamed", file("one/a.svs").toUri());
        var b = slide("B", file("one/b.svs").toUri());
        var gone = slide("C", folder.resolve("gone/c.svs").toUri());
        var project = List.of(a, b, gone);
        assertEquals(b, SlideFinder.find(hit(folder.resolve("one/../one/b.svs").toString()), project));
        assertEquals(a, SlideFinder.find(hit("/archive/elsewhere/a.svs"), project));
        assertTrue(refusal(hit("/archive/elsewhere/c.svs"), project).contains("has moved"));
        assertTrue(refusal(hit("/archive/d.svs"), project).contains("not in the open project"));
        assertTrue(refusal(hit(null), project).contains("collection link"));
        var doubled = List.of(a, slide("A again", file("two/a.svs").toUri()));
        assertTrue(refusal(hit("/archive/a.svs"), doubled).contains("not in the open project"), "two of that name: neither is guessed");
    }

    @Test
    void table_takesTheEnginesColumnsAlone() throws IOException {
        var a = new ProjectSlide("1", "a", List.of(file("a.svs").toUri()), Map.of("Label", "viable, \"mostly\"", "PATIENT", " P1 ", "name", "Jane Roe"));
        var b = new ProjectSlide("2", "b", List.of(file("b.svs").toUri()), Map.of());
        assertTrue(ProjectTable.hasLabels(List.of(a, b)));
        assertFalse(ProjectTable.hasLabels(List.of(b)));
        var written = Files.readString(ProjectTable.write(folder, ProjectFiles.of(List.of(a, b))));
        var real = folder.toRealPath();
        assertEquals("file,label,patient,case,centre\n\"" + real.resolve("a.svs") + "\",\"viable, \"\"mostly\"\"\",\"P1\",\"\",\"\"\n\"" + real.resolve("b.svs") + "\",\"\",\"\",\"\",\"\"\n", written);
        try (var left = Files.list(folder)) {
            assertEquals(3, left.count(), "no half-written table stays");
        }
    }

    @Test
    void request_ofScripts_refusesWhatItDoesNotKnow() {
        var settings = Settings.defaults().collection("lung");
        assertEquals(10, SimilarRequest.of(settings).k());
        assertEquals(3, SimilarRequest.of(settings, Map.of("k", 3)).k());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SimilarRequest.of(settings, Map.of("K", 3))).getMessage().contains("does not know K"));
        for (Object k : List.of(0, -1, 201, "ten", 1.5)) {
            assertThrows(IllegalArgumentException.class, () -> SimilarRequest.of(settings, Map.of("k", k)), k.toString());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SimilarRequest.of(settings, Map.of("exclude", "friends"))).getMessage().contains("centre"));
    }

    @Test
    void settings_keepTheirDefaultsAndTheirText() {
        var kept = Settings.of(Map.of("pipe", "lab", "folders", folder + File.pathSeparator + " /not/there ", "radiology", "false")::get);
        assertEquals("lab", kept.pipe());
        assertFalse(kept.radiology());
        assertTrue(kept.jobsGoOn());
        assertEquals(List.of("--root", folder.toString()), kept.options(List.of()).arguments(), "an engine does not start with a folder that is not there");
        assertEquals(List.of(folder, Path.of("/not/there")), kept.folderPaths());
        assertTrue(Double.isNaN(kept.assumedMpp()));
        assertEquals(0.25, kept.slideMpp("0.25").assumedMpp());
        assertThrows(IllegalArgumentException.class, () -> kept.slideMpp("0").assumedMpp());
    }

    @Test
    void wish_namesThatCollectionsCannotHave_areRefused() {
        assertEquals("lung-2", new IndexWish(" lung-2 ", null, Double.NaN, true).collection());
        for (var name : List.of("", "../x", "a/b", "-a", "a b", "x".repeat(101))) {
            assertThrows(IllegalArgumentException.class, () -> new IndexWish(name, null, Double.NaN, true), name);
        }
    }

    @Test
    void identity_hasTheGroupThatIsExcluded() {
        var self = new SlideIdentity("s", "c", "p", null);
        assertEquals("p", self.group(Exclude.PATIENT));
        assertEquals("s", self.group(Exclude.SLIDE));
        assertNull(self.group(Exclude.CENTRE));
        assertNull(self.group(Exclude.NONE));
    }

    private Path file(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.exists(file) ? file : Files.writeString(file, name);
    }

    private static ProjectSlide slide(String name, URI address) {
        return new ProjectSlide(name, name, List.of(address), Map.of());
    }

    private static String refusal(Hit hit, List<ProjectSlide> project) {
        return assertThrows(IllegalArgumentException.class, () -> SlideFinder.find(hit, project)).getMessage();
    }

    private static Hit hit(String file) {
        return new Hit(1, 0.1, 17, "a.svs", "C", "P", null, Map.of(), 0, 0, 224, 224, file, List.of());
    }
}
