package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.Query;
import org.concord.client.Region;
import org.concord.client.SearchRequest;
import org.concord.client.SeriesLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real ImageJ on a screen: menus, dialogs and results as whoever sits there has them. Skipped, and said so, without a screen (`xvfb-run` gives one). */
@Timeout(300) // Of a hang, not of speed.
class ScreenTest {
    private static Desk desk;

    @BeforeAll
    static void open() throws Exception {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("SKIPPED: the plugin in real ImageJ; there is no screen (xvfb-run gives one)");
            abort("SKIPPED: no screen");
        }
        desk = new Desk();
        desk.indexByMenu(LiveEngine.COLLECTION, desk.engine.images(), "12 tiles of 12 slides added");
    }

    @AfterAll
    static void end() throws Exception {
        if (desk != null) {
            desk.leave();
        }
    }

    @BeforeEach
    void openImage() {
        Desk.show(new ImagePlus("query", LiveEngine.drawn(5)));
    }

    @AfterEach
    void clear() throws Exception {
        desk.clear();
    }

    @Test
    void find_byMenu_showsTableStackMontageAndRadiology() throws Exception {
        try (var own = desk.engine.connect()) {
            own.link(LiveEngine.COLLECTION, List.of(new SeriesLink("red/drawn-5.png", "MR", "FLAIR", desk.engine.image(0).toString()))).await();
        }
        var dialog = desk.findDialog(LiveEngine.COLLECTION, 4);
        desk.hands.tick(dialog, "Radiology", true);
        desk.hands.press(dialog, "OK");
        Until.isTrue(() -> Desk.image("Similar to query, montage") != null && Desk.table() != null);
        assertEquals(4, Desk.table().size());
        assertTrue(Desk.table().getStringValue("Slide", 0).endsWith("drawn-5.png"));
        assertEquals("red", Desk.table().getStringValue("label", 0));
        assertEquals(0, Desk.table().getValue("Distance", 0));
        var stack = Desk.image("Similar to query");
        assertEquals(5, stack.getStackSize());
        assertEquals("query", stack.getStack().getSliceLabel(1));
        assertEquals("1  0.0000  red", stack.getStack().getSliceLabel(2));
        var radiology = Desk.image("Radiology linked to cases like query");
        assertEquals("red/drawn-5.png  MR FLAIR", radiology.getStack().getSliceLabel(1));
        assertNull(Hands.shown("Find Similar"));
        desk.picture("drawn");
    }

    @Test
    void find_recorded_findsTheSameAgain() throws Exception {
        WindowManager.getCurrentImage().setRoi(new Roi(0, 0, 100, 100));
        var dialog = desk.findDialog(LiveEngine.COLLECTION, 3);
        desk.hands.write(dialog, 2, "P 7");
        desk.hands.write(dialog, 3, "label = \"red\"");
        desk.hands.press(dialog, "OK");
        Until.isTrue(() -> Desk.image("Similar to query, montage") != null);
        var slides = Arrays.asList(Desk.table().getColumnAsStrings("Slide"));
        assertEquals(3, slides.size());
        assertTrue(slides.stream().allMatch(slide -> slide.startsWith("red/")), slides::toString);
        // Written when the command has ended, which is after its pictures are there.
        Until.isTrue(() -> Recorder.getInstance().getText().lines().anyMatch(line -> line.contains("Find Similar") && line.contains("where=[label")));
        var recorded = Recorder.getInstance().getText().lines().filter(line -> line.contains("Find Similar")).reduce((a, b) -> b).orElseThrow();
        desk.clear();
        Desk.show(new ImagePlus("query", LiveEngine.drawn(5)));
        WindowManager.getCurrentImage().setRoi(new Roi(0, 0, 100, 100));
        IJ.runMacro(recorded);
        assertNotNull(Desk.image("Similar to query, montage"), recorded);
        assertEquals(slides, List.of(Desk.table().getColumnAsStrings("Slide")), recorded);
    }

    @Test
    void find_whatIsNoQuery_isSaidInADialog() throws Exception {
        Desk.show(new ImagePlus("fluorescence", new ShortProcessor(300, 300)));
        desk.menu("Find Similar...");
        desk.assertSaid("Find Similar", "RGB Color");
        desk.clear();
        Desk.show(new ImagePlus("query", LiveEngine.drawn(5)));
        WindowManager.getCurrentImage().setRoi(new Roi(3, 3, 4, 5));
        desk.menu("Find Similar...");
        desk.assertSaid("Find Similar", "4 x 5 pixels");
        desk.clear();
        desk.menu("Find Similar...");
        desk.assertSaid("Find Similar", "Open an image first");
    }

    @Test
    void find_cancelledInTheDialog_doesNothing() throws Exception {
        desk.hands.press(desk.findDialog(LiveEngine.COLLECTION, 4), "Cancel");
        Until.isTrue(() -> !Desk.runs("Find Similar..."));
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void find_escWhileTheEngineHangs_isCancelled() throws Exception {
        desk.startHanging();
        desk.hands.attend(desk.imagej);
        desk.hands.press(KeyEvent.VK_ESCAPE);
        desk.assertSaid("Find Similar", "Cancelled.");
        desk.engine.signal("CONT");
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void find_theEngineDies_isSaidAndTheNextStartsOne() throws Exception {
        desk.startHanging();
        desk.engine.kill();
        desk.assertSaid("Find Similar", "Run the command again");
        desk.hands.press(desk.findDialog(LiveEngine.COLLECTION, 4), "OK");
        Until.isTrue(() -> Desk.image("Similar to query, montage") != null);
    }

    @Test
    void index_aFolderThatIsNotAllowedYet_isAllowedWhenAsked() throws Exception {
        var fresh = Files.createDirectories(desk.engine.folder().resolve("fresh"));
        Files.copy(desk.engine.image(4), fresh.resolve("copy.png"));
        desk.menu("Index Folder...");
        var dialog = desk.hands.dialog("Index Folder");
        desk.hands.write(dialog, 0, "fresh");
        desk.hands.write(dialog, 1, fresh.toString());
        desk.hands.press(dialog, "OK");
        Until.isTrue(() -> Hands.shown("Index Folder") != null && Hands.words(Hands.shown("Index Folder")).contains("may not read"));
        desk.hands.press(Hands.shown("Index Folder"), "Allow");
        Until.isTrue(() -> Desk.log().contains("fresh, 1 tiles of 1 slides added"));
    }

    @Test
    void find_noProgramToStart_asksForIt() throws Exception {
        var settings = EngineSettings.load();
        try {
            new EngineSettings(desk.engine.folder().resolve("second.sock").toString(), true, "/nowhere/concord", "").save();
            Engine.forget();
            desk.menu("Find Similar...");
            var dialog = desk.hands.dialog("Concord");
            assertTrue(Hands.words(dialog).contains("Where is it?"));
            desk.hands.press(dialog, "Cancel");
            desk.assertSaid("Find Similar", "/nowhere/concord");
        } finally {
            settings.save();
            Engine.forget();
        }
    }

    @Test
    void find_onRealTiles_byMenuAndByMacro_findsTheSame() throws Exception {
        var tiles = RealImages.copied("lung_tiles", desk.engine.readable().resolve("lung"), 8);
        desk.indexByMenu("lung", tiles, "24 tiles of 24 slides added");
        Desk.indexByMacro("lung-macro", tiles, "24 tiles of 24 slides added");
        var first = RealImages.first(tiles.resolve("lung_scc"));
        desk.clear();
        IJ.runMacro("open('" + first + "'); run('Find Similar...', 'collection=lung-macro k=5');");
        assertEquals("lung_scc/" + first.getFileName(), Desk.table().getStringValue("Slide", 0));
        assertEquals("lung_scc", Desk.table().getStringValue("label", 0));
        var byMacro = List.of(Desk.table().getColumnAsStrings("Slide"));
        desk.clear();
        try (var own = desk.engine.connect()) {
            own.link("lung", List.of(new SeriesLink("lung_scc/" + first.getFileName(), "MR", "FLAIR", RealImages.scan(desk.engine.readable()).toString()))).await();
        }
        IJ.open(first.toString());
        var dialog = desk.findDialog("lung", 5);
        desk.hands.tick(dialog, "Radiology", true);
        desk.hands.press(dialog, "OK");
        Until.isTrue(() -> Desk.image("Similar to " + first.getFileName() + ", montage") != null);
        assertEquals(byMacro, List.of(Desk.table().getColumnAsStrings("Slide")));
        assertTrue(Desk.image("Radiology linked to cases like " + first.getFileName()).getStack().getSliceLabel(1).endsWith("MR FLAIR"));
        desk.picture("lung");
    }

    @Test
    void find_aRegionOfARealSlide_byMenuAndByMacro_findsItsTile() throws Exception {
        var folder = Files.createDirectories(desk.engine.readable().resolve("slides"));
        var slide = Files.copy(RealImages.data("wsi").resolve("cmu-1-small-region.svs"), folder.resolve("cmu-1-small-region.svs"));
        desk.indexByMenu("slides", folder, "of 1 slides added");
        Desk.indexByMacro("slides-macro", folder, "of 1 slides added");
        try (var own = desk.engine.connect()) {
            var tile = own.search(new SearchRequest("slides", Query.tile(1)).exclude(Exclude.NONE).k(1)).await().hits().get(0);
            var around = new Region(tile.x() - 60, tile.y() - 60, tile.width() + 120, tile.height() + 120);
            var pixels = own.region(slide.toString(), around, (int) tile.width() + 120).await();
            var image = new ImagePlus("region", new ColorProcessor(pixels.width(), pixels.height(), pixels.rgb()));
            image.getCalibration().setUnit("micron");
            image.getCalibration().pixelWidth = 0.499;
            Desk.show(image);
            image.setRoi(new Roi(60, 60, (int) tile.width(), (int) tile.height()));
            IJ.runMacro("run('Find Similar...', 'collection=slides-macro k=3');");
            assertFirst(tile);
            Arrays.stream(new String[] {"Similar to region", "Similar to region, montage"}).map(Desk::image).forEach(ImagePlus::close);
            WindowManager.setCurrentWindow(image.getWindow());
            desk.hands.press(desk.findDialog("slides", 3), "OK");
            Until.isTrue(() -> Desk.image("Similar to region, montage") != null);
            assertFirst(tile);
            desk.picture("region");
        }
    }

    private static void assertFirst(Hit tile) {
        assertEquals(tile.x(), (long) Desk.table().getValue("X", 0));
        assertEquals(tile.y(), (long) Desk.table().getValue("Y", 0));
        assertEquals(0, Desk.table().getValue("Distance", 0), 1e-4);
    }
}
