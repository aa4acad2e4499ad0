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
import ij.process.ShortProcessor;
import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
        index();
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
        menu("Find Similar...");
        var dialog = hands.dialog("Find Similar");
        assertEquals(LiveEngine.COLLECTION, Hands.choice(dialog, 0).getSelectedItem());
        hands.write(dialog, 1, "4");
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
    }

    @Test
    void find_recorded_findsTheSameAgain() throws Exception {
        WindowManager.getCurrentImage().setRoi(new Roi(0, 0, 100, 100));
        menu("Find Similar...");
        var dialog = hands.dialog("Find Similar");
        hands.write(dialog, 1, "3");
        hands.write(dialog, 2, "P 7");
        hands.write(dialog, 3, "label = \"red\"");
        hands.press(dialog, "OK");
        Until.isTrue(() -> image("Similar to query, montage") != null);
        var slides = Arrays.asList(table().getColumnAsStrings("Slide"));
        assertEquals(3, slides.size());
        assertTrue(slides.stream().allMatch(slide -> slide.startsWith("red/")), slides::toString);
        var recorded = Recorder.getInstance().getText().lines().filter(line -> line.contains("Find Similar")).reduce((a, b) -> b).orElseThrow();
        IJ.selectWindow("query");
        var said = IJ.runMacro(recorded + "\nreturn Table.getString('Slide', 0, '" + TABLE + "') + ' of ' + Table.size('" + TABLE + "');");
        assertEquals(slides.get(0) + " of 3", said, recorded);
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
        menu("Find Similar...");
        hands.press(hands.dialog("Find Similar"), "Cancel");
        idle();
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void find_escWhileTheEngineHangs_isCancelled() throws Exception {
        startHanging();
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
        menu("Find Similar...");
        hands.press(hands.dialog("Find Similar"), "OK");
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

    private static void settings() throws Exception {
        menu("Concord Settings...");
        var dialog = hands.dialog("Concord Settings");
        hands.write(dialog, 0, engine.socket().toString());
        hands.write(dialog, 1, engine.program().toString());
        hands.write(dialog, 2, engine.readable().toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> EngineSettings.load().folders().equals(engine.readable().toString()));
    }

    private static void index() throws Exception {
        menu("Index Folder...");
        var dialog = hands.dialog("Index Folder");
        hands.write(dialog, 0, LiveEngine.COLLECTION);
        hands.write(dialog, 1, engine.images().toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> log().contains("drawn, 12 tiles of 12 slides added"));
        assertNotNull(EngineSettings.load());
    }

    /** A search behind its dialog, which an engine that has stopped does not answer. */
    private static void startHanging() throws Exception {
        engine.connect().close();
        menu("Find Similar...");
        var dialog = hands.dialog("Find Similar");
        engine.signal("STOP");
        hands.press(dialog, "OK");
        Until.isTrue(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Arrays.stream(stack).map(StackTraceElement::getMethodName).toList().containsAll(List.of("await", "mpp"))));
    }

    private static void menu(String item) throws Exception {
        idle();
        hands.choose(imagej, Menus.getMenuBar(), "Plugins", "Concord", item);
    }

    /** Until no command runs. */
    private static void idle() throws Exception {
        Until.isTrue(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("Run$_")));
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
