package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import ij.text.TextWindow;
import java.awt.Dialog;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
    private static final String TABLE = "Concord results";

    private static LiveEngine engine;
    private static ImageJ imagej;
    private static Hands hands;

    @BeforeAll
    static void open() throws Exception {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("SKIPPED: the plugin in real ImageJ; there is no screen (xvfb-run gives one)");
            abort("SKIPPED: no screen");
        }
        engine = new LiveEngine();
        plugin();
        System.setProperty("plugins.dir", engine.folder().toString());
        hands = new Hands();
        imagej = new ImageJ();
        new Recorder();
        settings();
        indexByMenu(LiveEngine.COLLECTION, engine.images(), "12 tiles of 12 slides added");
    }

    @AfterAll
    static void end() throws Exception {
        if (engine != null) {
            Engine.forget();
            engine.close();
        }
    }

    @BeforeEach
    void openImage() {
        show(new ImagePlus("query", LiveEngine.drawn(5)));
    }

    @AfterEach
    void closeImages() throws Exception {
        engine.signal("CONT");
        // What a failed test left open would keep the next from the menus.
        Arrays.stream(Window.getWindows()).filter(window -> window instanceof Dialog && window.isShowing()).forEach(Window::dispose);
        for (var id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
            WindowManager.getImage(id).changes = false;
            WindowManager.getImage(id).close();
        }
        Until.isTrue(() -> WindowManager.getImageCount() == 0);
    }

    @Test
    void find_byMenu_showsTableStackMontageAndRadiology() throws Exception {
        try (var own = engine.connect()) {
            own.link(LiveEngine.COLLECTION, List.of(new SeriesLink("red/drawn-5.png", "MR", "FLAIR", engine.image(0).toString()))).await();
        }
        var dialog = findDialog(LiveEngine.COLLECTION, 4);
        hands.tick(dialog, "Radiology", true);
        hands.press(dialog, "OK");
        Until.isTrue(() -> image("Similar to query, montage") != null && table() != null);
        assertEquals(4, table().size());
        assertTrue(table().getStringValue("Slide", 0).endsWith("drawn-5.png"));
        assertEquals("red", table().getStringValue("label", 0));
        var stack = image("Similar to query");
        assertEquals(5, stack.getStackSize());
        assertEquals("query", stack.getStack().getSliceLabel(1));
        assertEquals("1  0.0000  red", stack.getStack().getSliceLabel(2));
        var radiology = image("Radiology linked to cases like query");
        assertEquals("red/drawn-5.png  MR FLAIR", radiology.getStack().getSliceLabel(1));
        assertNull(Hands.shown("Find Similar"));
        hands.picture("drawn");
    }

    @Test
    void find_recorded_findsTheSameAgain() throws Exception {
        WindowManager.getCurrentImage().setRoi(new Roi(0, 0, 100, 100));
        var dialog = findDialog(LiveEngine.COLLECTION, 3);
        hands.write(dialog, 2, "P 7");
        hands.write(dialog, 3, "label = \"red\"");
        hands.press(dialog, "OK");
        Until.isTrue(() -> image("Similar to query, montage") != null);
        var slides = Arrays.asList(table().getColumnAsStrings("Slide"));
        assertEquals(3, slides.size());
        assertTrue(slides.stream().allMatch(slide -> slide.startsWith("red/")), slides::toString);
        // Written when the command has ended, which is after its pictures are there.
        Until.isTrue(() -> Recorder.getInstance().getText().lines().anyMatch(line -> line.contains("Find Similar") && line.contains("where=[label")));
        var recorded = Recorder.getInstance().getText().lines().filter(line -> line.contains("Find Similar")).reduce((a, b) -> b).orElseThrow();
        closeImages();
        show(new ImagePlus("query", LiveEngine.drawn(5)));
        WindowManager.getCurrentImage().setRoi(new Roi(0, 0, 100, 100));
        IJ.runMacro(recorded);
        assertNotNull(image("Similar to query, montage"), recorded);
        assertEquals(slides, List.of(table().getColumnAsStrings("Slide")), recorded);
    }

    @Test
    void find_whatIsNoQuery_isSaidInADialog() throws Exception {
        show(new ImagePlus("fluorescence", new ShortProcessor(300, 300)));
        menu("Find Similar...");
        assertSaid("Find Similar", "RGB Color");
        closeImages();
        show(new ImagePlus("query", LiveEngine.drawn(5)));
        WindowManager.getCurrentImage().setRoi(new Roi(3, 3, 4, 5));
        menu("Find Similar...");
        assertSaid("Find Similar", "4 x 5 pixels");
        closeImages();
        menu("Find Similar...");
        assertSaid("Find Similar", "Open an image first");
    }

    @Test
    void find_cancelledInTheDialog_doesNothing() throws Exception {
        hands.press(findDialog(LiveEngine.COLLECTION, 4), "Cancel");
        Until.isTrue(() -> !runs("Find Similar..."));
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void find_escWhileTheEngineHangs_isCancelled() throws Exception {
        startHanging();
        hands.attend(imagej);
        hands.press(KeyEvent.VK_ESCAPE);
        assertSaid("Find Similar", "Cancelled.");
        engine.signal("CONT");
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void find_theEngineDies_isSaidAndTheNextStartsOne() throws Exception {
        startHanging();
        engine.kill();
        assertSaid("Find Similar", "Run the command again");
        hands.press(findDialog(LiveEngine.COLLECTION, 4), "OK");
        Until.isTrue(() -> image("Similar to query, montage") != null);
    }

    @Test
    void index_aFolderThatIsNotAllowedYet_isAllowedWhenAsked() throws Exception {
        var fresh = Files.createDirectories(engine.folder().resolve("fresh"));
        Files.copy(engine.image(4), fresh.resolve("copy.png"));
        menu("Index Folder...");
        var dialog = hands.dialog("Index Folder");
        hands.write(dialog, 0, "fresh");
        hands.write(dialog, 1, fresh.toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> Hands.shown("Index Folder") != null && Hands.words(Hands.shown("Index Folder")).contains("may not read"));
        hands.press(Hands.shown("Index Folder"), "Allow");
        Until.isTrue(() -> log().contains("fresh, 1 tiles of 1 slides added"));
    }

    @Test
    void find_noProgramToStart_asksForIt() throws Exception {
        var settings = EngineSettings.load();
        try {
            new EngineSettings(engine.folder().resolve("second.sock").toString(), true, "/nowhere/concord", "").save();
            Engine.forget();
            menu("Find Similar...");
            var dialog = hands.dialog("Concord");
            assertTrue(Hands.words(dialog).contains("Where is it?"));
            hands.press(dialog, "Cancel");
            assertSaid("Find Similar", "/nowhere/concord");
        } finally {
            settings.save();
            Engine.forget();
        }
    }

    @Test
    void find_onRealTiles_byMenuAndByMacro_findsTheSame() throws Exception {
        var tiles = copied("lung_tiles", "lung", 8);
        indexByMenu("lung", tiles, "24 tiles of 24 slides added");
        indexByMacro("lung-macro", tiles, "24 tiles of 24 slides added");
        var first = first(tiles.resolve("lung_scc"));
        closeImages();
        IJ.runMacro("open('" + first + "'); run('Find Similar...', 'collection=lung-macro k=5');");
        assertEquals("lung_scc/" + first.getFileName(), table().getStringValue("Slide", 0));
        assertEquals("lung_scc", table().getStringValue("label", 0));
        var byMacro = List.of(table().getColumnAsStrings("Slide"));
        closeImages();
        IJ.open(first.toString());
        var dialog = findDialog("lung", 5);
        hands.press(dialog, "OK");
        Until.isTrue(() -> image("Similar to " + first.getFileName() + ", montage") != null);
        assertEquals(byMacro, List.of(table().getColumnAsStrings("Slide")));
        hands.picture("lung");
    }

    @Test
    void find_aRegionOfARealSlide_byMenuAndByMacro_findsItsTile() throws Exception {
        var folder = Files.createDirectories(engine.readable().resolve("slides"));
        var slide = Files.copy(data("wsi").resolve("cmu-1-small-region.svs"), folder.resolve("cmu-1-small-region.svs"));
        indexByMenu("slides", folder, "of 1 slides added");
        indexByMacro("slides-macro", folder, "of 1 slides added");
        try (var own = engine.connect()) {
            var tile = own.search(new SearchRequest("slides", Query.tile(1)).exclude(Exclude.NONE).k(1)).await().hits().get(0);
            var around = new Region(tile.x() - 60, tile.y() - 60, tile.width() + 120, tile.height() + 120);
            var pixels = own.region(slide.toString(), around, (int) tile.width() + 120).await();
            var image = new ImagePlus("region", new ColorProcessor(pixels.width(), pixels.height(), pixels.rgb()));
            image.getCalibration().setUnit("micron");
            image.getCalibration().pixelWidth = 0.499;
            show(image);
            image.setRoi(new Roi(60, 60, (int) tile.width(), (int) tile.height()));
            IJ.runMacro("run('Find Similar...', 'collection=slides-macro k=3');");
            assertFirst(tile);
            Arrays.stream(new String[] {"Similar to region", "Similar to region, montage"}).map(ScreenTest::image).forEach(ImagePlus::close);
            WindowManager.setCurrentWindow(image.getWindow());
            hands.press(findDialog("slides", 3), "OK");
            Until.isTrue(() -> image("Similar to region, montage") != null);
            assertFirst(tile);
            hands.picture("region");
        }
    }

    private static void assertFirst(Hit tile) {
        assertEquals(tile.x(), (long) table().getValue("X", 0));
        assertEquals(tile.y(), (long) table().getValue("Y", 0));
        assertEquals(0, table().getValue("Distance", 0), 1e-4);
    }

    private static void indexByMacro(String collection, Path folder, String said) {
        IJ.runMacro("run('Index Folder...', 'collection=" + collection + " folder=" + folder + "');");
        assertTrue(log().lines().anyMatch(line -> line.contains(collection + ", ") && line.contains(said)), ScreenTest::log);
    }

    private static void indexByMenu(String collection, Path folder, String said) throws Exception {
        menu("Index Folder...");
        var dialog = hands.dialog("Index Folder");
        hands.write(dialog, 0, collection);
        hands.write(dialog, 1, folder.toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> log().lines().anyMatch(line -> line.contains(collection + ", ") && line.contains(said)));
    }

    /** Some files of each sub-folder of the data, where the engine may read them. */
    private static Path copied(String name, String as, int each) throws IOException {
        var target = engine.readable().resolve(as);
        try (var folders = Files.list(data(name))) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                var into = Files.createDirectories(target.resolve(folder.getFileName()));
                try (var files = Files.list(folder)) {
                    for (var file : files.sorted().limit(each).toList()) {
                        Files.copy(file, into.resolve(file.getFileName()));
                    }
                }
            }
        }
        return target;
    }

    private static Path first(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private static Path data(String name) {
        var data = System.getenv("CONCORD_DATA");
        if (data == null || !Files.isDirectory(Path.of(data, name))) {
            System.err.println("SKIPPED: the plugin on real images; CONCORD_DATA names no folder with " + name);
            abort("SKIPPED: no " + name);
        }
        return Path.of(data, name);
    }

    private static void settings() throws Exception {
        menu("Concord Settings...");
        var dialog = hands.dialog("Concord Settings");
        hands.write(dialog, 0, engine.socket().toString());
        hands.write(dialog, 1, engine.program().toString());
        hands.write(dialog, 2, engine.readable().toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> EngineSettings.load().folders().equals(engine.readable().toString()));
    }

    /** A search behind its dialog, which an engine that has stopped does not answer. */
    private static void startHanging() throws Exception {
        engine.connect().close();
        var dialog = findDialog(LiveEngine.COLLECTION, 4);
        engine.signal("STOP");
        hands.press(dialog, "OK");
        Until.isTrue(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Arrays.stream(stack).map(StackTraceElement::getMethodName).toList().containsAll(List.of("await", "mpp"))));
    }

    /** By menu; it has what the last search had, but for these. */
    private static Dialog findDialog(String collection, int k) throws Exception {
        menu("Find Similar...");
        var dialog = hands.dialog("Find Similar");
        Hands.choice(dialog, 0).select(collection);
        hands.write(dialog, 1, String.valueOf(k));
        hands.write(dialog, 2, "");
        hands.write(dialog, 3, "");
        return dialog;
    }

    /** Every command of these tests stands before a dialog until somebody clicks. Chosen again where it has not come for long: a key may have been lost on the way. */
    private static void menu(String item) throws Exception {
        Until.isTrue(() -> !runs("Find Similar...") && !runs("Index Folder...") && !runs("Concord Settings..."));
        while (!runs(item)) {
            hands.press(KeyEvent.VK_ESCAPE);
            hands.choose(imagej, Menus.getMenuBar(), "Plugins", "Concord", item);
            long chosen = System.nanoTime();
            Until.isTrue(() -> runs(item) || System.nanoTime() - chosen > TimeUnit.SECONDS.toNanos(30));
        }
    }

    /** ImageJ runs each command on a thread of its name. */
    private static boolean runs(String item) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(item));
    }

    private static void assertSaid(String title, String words) throws Exception {
        Until.isTrue(() -> Hands.shown(title) != null && Hands.words(Hands.shown(title)).contains(words));
        hands.press(Hands.shown(title), "OK");
    }

    private static void show(ImagePlus image) {
        image.show();
        image.getWindow().setLocation(700, 300);
    }

    private static ImagePlus image(String title) {
        return WindowManager.getImage(title);
    }

    private static ResultsTable table() {
        return WindowManager.getFrame(TABLE) instanceof TextWindow window ? window.getTextPanel().getResultsTable() : null;
    }

    private static String log() {
        var log = IJ.getLog();
        return log == null ? "" : log;
    }

    /** What puts the commands into ImageJ's menus; the classes are those under test. */
    private static void plugin() throws IOException {
        var plugins = Files.createDirectories(engine.folder().resolve("plugins"));
        try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("Concord_.jar"))); var entries = FindSimilar.class.getResourceAsStream("/plugins.config")) {
            jar.putNextEntry(new JarEntry("plugins.config"));
            entries.transferTo(jar);
        }
    }
}
