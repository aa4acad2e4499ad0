package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import java.awt.Dialog;
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

/** Real ImageJ on a screen, with the plugin in its menus and an engine in its settings, and what whoever sits there does. One a JVM. */
final class Desk {
    private static final String TABLE = "Concord results";

    final LiveEngine engine = new LiveEngine();
    final Hands hands;
    final ImageJ imagej;

    Desk() throws Exception {
        plugin();
        System.setProperty("plugins.dir", engine.folder().toString());
        hands = new Hands();
        imagej = new ImageJ();
        new Recorder();
        settings();
    }

    void indexByMenu(String collection, Path folder, String said) throws Exception {
        menu("Index Folder...");
        var dialog = hands.dialog("Index Folder");
        hands.write(dialog, 0, collection);
        hands.write(dialog, 1, folder.toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> log().lines().anyMatch(line -> line.contains(collection + ", ") && line.contains(said)));
        // Said a moment before the command ends; a macro would find it running still.
        Until.isTrue(() -> !runs("Index Folder..."));
    }

    static void indexByMacro(String collection, Path folder, String said) {
        IJ.runMacro("run('Index Folder...', 'collection=" + collection + " folder=" + folder + "');");
        assertTrue(log().lines().anyMatch(line -> line.contains(collection + ", ") && line.contains(said)), Desk::log);
    }

    /** By menu; it has what the last search had, but for these. */
    Dialog findDialog(String collection, int k) throws Exception {
        menu("Find Similar...");
        var dialog = hands.dialog("Find Similar");
        Hands.choice(dialog, 0).select(collection);
        hands.write(dialog, 1, String.valueOf(k));
        hands.write(dialog, 2, "");
        hands.write(dialog, 3, "");
        return dialog;
    }

    /** A search behind its dialog, which an engine that has stopped does not answer. */
    void startHanging() throws Exception {
        engine.connect().close();
        var dialog = findDialog(LiveEngine.COLLECTION, 4);
        engine.signal("STOP");
        hands.press(dialog, "OK");
        Until.isTrue(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Arrays.stream(stack).map(StackTraceElement::getMethodName).toList().containsAll(List.of("await", "mpp"))));
    }

    /** Every command of these tests stands before a dialog until somebody clicks. Chosen again where it has not come for long: a key may have been lost on the way. */
    void menu(String item) throws Exception {
        Until.isTrue(() -> !runs("Find Similar...") && !runs("Index Folder...") && !runs("Concord Settings..."));
        while (!runs(item)) {
            hands.press(KeyEvent.VK_ESCAPE);
            hands.choose(imagej, Menus.getMenuBar(), "Plugins", "Concord", item);
            long chosen = System.nanoTime();
            Until.isTrue(() -> runs(item) || System.nanoTime() - chosen > TimeUnit.SECONDS.toNanos(30));
        }
    }

    /** ImageJ runs each command on a thread of its name. */
    static boolean runs(String item) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(item));
    }

    void assertSaid(String title, String words) throws Exception {
        Until.isTrue(() -> Hands.shown(title) != null && Hands.words(Hands.shown(title)).contains(words));
        hands.press(Hands.shown(title), "OK");
    }

    static void show(ImagePlus image) {
        image.show();
        image.getWindow().setLocation(700, 300);
    }

    /** What came, side by side, for people to look at. */
    void picture(String name) throws IOException {
        Arrays.stream(WindowManager.getImageTitles()).forEach(title -> image(title).getWindow().setLocation(title.endsWith("montage") ? 10 : title.startsWith("Radiology") ? 1000 : 700, title.endsWith("montage") ? 90 : 450));
        WindowManager.getFrame(TABLE).setBounds(10, 450, 680, 300);
        WindowManager.getFrame(TABLE).toFront();
        hands.picture(name);
    }

    static ImagePlus image(String title) {
        return WindowManager.getImage(title);
    }

    static ResultsTable table() {
        return WindowManager.getFrame(TABLE) instanceof TextWindow window ? window.getTextPanel().getResultsTable() : null;
    }

    static String log() {
        var log = IJ.getLog();
        return log == null ? "" : log;
    }

    /** Ends what a test left open: it would keep the next from the menus. */
    void clear() throws Exception {
        engine.signal("CONT");
        Arrays.stream(Window.getWindows()).filter(window -> window instanceof Dialog && window.isShowing()).forEach(Window::dispose);
        for (var id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
            WindowManager.getImage(id).changes = false;
            WindowManager.getImage(id).close();
        }
        Until.isTrue(() -> WindowManager.getImageCount() == 0);
    }

    void leave() throws Exception {
        Engine.forget();
        engine.close();
    }

    private void settings() throws Exception {
        menu("Concord Settings...");
        var dialog = hands.dialog("Concord Settings");
        hands.write(dialog, 0, engine.socket().toString());
        hands.write(dialog, 1, engine.program().toString());
        hands.write(dialog, 2, engine.readable().toString());
        hands.press(dialog, "OK");
        Until.isTrue(() -> EngineSettings.load().folders().equals(engine.readable().toString()));
    }

    /** What puts the commands into ImageJ's menus; the classes are those under test. */
    private void plugin() throws IOException {
        var plugins = Files.createDirectories(engine.folder().resolve("plugins"));
        try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("Concord_.jar"))); var entries = FindSimilar.class.getResourceAsStream("/plugins.config")) {
            jar.putNextEntry(new JarEntry("plugins.config"));
            entries.transferTo(jar);
        }
    }
}
