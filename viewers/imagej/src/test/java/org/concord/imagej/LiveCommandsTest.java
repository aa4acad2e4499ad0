package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.awt.event.KeyEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.FutureTask;
import org.concord.client.ConcordClient;
import org.concord.client.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands as macros without a screen call them, against `concord serve`. */
@Timeout(300) // Of a hang, not of speed.
class LiveCommandsTest {
    private static final String SEARCH = "collection=" + LiveEngine.COLLECTION + " k=4";

    private static LiveEngine engine;

    @BeforeAll
    static void startAndIndex() throws Exception {
        engine = new LiveEngine();
        assertEquals("", EditSettings.set(engine.settings()));
        assertEquals("drawn, 12 tiles of 12 slides added, 0 were there", index(LiveEngine.COLLECTION));
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            Engine.forget();
            engine.close();
        }
    }

    @AfterEach
    void goOn() throws Exception {
        engine.signal("CONT");
    }

    @Test
    void search_anImageThatIsThere_findsItFirst() {
        var lines = search(image(5), SEARCH).lines().toList();
        assertEquals(5, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("Rank\tDistance\tlabel"), lines.get(0));
        assertTrue(lines.get(1).contains("drawn-5.png") && lines.get(1).contains("\tred\t"), lines.get(1));
    }

    @Test
    void search_aRoiOfALargeImage_findsWhatIsInIt() {
        var large = new ColorProcessor(3000, 2500);
        large.insert(LiveEngine.drawn(7), 1900, 1200);
        var image = new ImagePlus("large", large);
        image.setRoi(new Roi(1900, 1200, LiveEngine.SIDE, LiveEngine.SIDE));
        assertTrue(search(image, SEARCH).lines().toList().get(1).contains("drawn-7.png"));
        image.setRoi(new Roi(0, 0, 3000, 2500));
        assertEquals(5, search(image, SEARCH).lines().count());
    }

    @Test
    void search_whatIsNoQuery_isRefusedInWords() {
        assertTrue(search(null, SEARCH).startsWith("Concord: Open an image first"));
        assertTrue(search(new ImagePlus("16-bit", new ShortProcessor(300, 300)), SEARCH).contains("Image > Type > RGB Color"));
        var tiny = image(0);
        tiny.setRoi(new Roi(5, 5, 3, 3));
        assertTrue(search(tiny, SEARCH).contains("3 x 3 pixels"));
        assertTrue(search(image(0), "collection=nothing").startsWith("Concord: There is no collection"));
        assertTrue(search(image(0), SEARCH + " where=[label =]").startsWith("Concord: "));
        assertTrue(search(image(0), "k=3").contains("collection=NAME"));
    }

    @Test
    void search_inASpaceOfAnotherModel_saysWhichIsMissing() throws Exception {
        var features = engine.folder().resolve("features.npy");
        Files.write(features, npy(new float[][] {{1, 0, 0}, {0, 1, 0}}));
        Files.writeString(engine.folder().resolve("features.csv"), "x,y,slide\n0,0,s\n10,0,s\n");
        engine.cli("import", "foreign", features.toString(), "--encoder", "elsewhere", "--patch-size", "10");
        var answer = search(image(0), "collection=foreign");
        assertTrue(answer.startsWith("Concord: ") && answer.contains("elsewhere"), answer);
        var unknown = search(image(0), SEARCH + " space=elsewhere");
        assertTrue(unknown.startsWith("Concord: ") && unknown.contains("elsewhere") && unknown.contains("pathology"), unknown);
    }

    @Test
    void search_escWhileTheEngineHangs_cancels() throws Exception {
        try (var own = engine.connect()) {
            var search = searchThatHangs();
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            assertEquals("Concord: Cancelled.", search.get());
            engine.signal("CONT");
            assertEquals(5, search(image(0), SEARCH).lines().count());
            assertTrue(own.isOpen());
        }
    }

    @Test
    void search_whileOneRuns_isRefusedAndHarmsNothing() throws Exception {
        try (var own = engine.connect()) {
            var first = searchThatHangs();
            assertTrue(search(image(1), SEARCH).contains("running still"));
            engine.signal("CONT");
            assertEquals(5, first.get().lines().count());
            assertTrue(own.isOpen());
        }
    }

    @Test
    void search_anEngineThatDies_saysSoAndTheNextStartsOne() throws Exception {
        try (var own = engine.connect()) {
            var search = searchThatHangs();
            engine.kill();
            Until.isTrue(() -> !own.isOpen());
            assertTrue(search.get().contains("The engine ended before it answered. Run the command again"), search.get());
            assertEquals(5, search(image(0), SEARCH).lines().count());
        }
    }

    @Test
    void search_noEngineAndNoneToStart_saysWhereToLook() throws Exception {
        var none = engine.folder().resolve("none.sock");
        try {
            EditSettings.set("pipe=" + none);
            assertTrue(search(image(0), SEARCH).matches("(?s)Concord: No engine answers at .*Concord Settings.*"));
            EditSettings.set("pipe=" + none + " start program=/nowhere/concord");
            assertTrue(search(image(0), SEARCH).matches("(?s)Concord: .*/nowhere/concord.*Concord Settings.*"));
        } finally {
            EditSettings.set(engine.settings());
        }
    }

    @Test
    void index_again_addsNothing() {
        assertEquals("drawn, 0 tiles of 0 slides added, 12 were there", index(LiveEngine.COLLECTION));
    }

    @Test
    void index_aFolderTheEngineMayNotRead_isRefusedAndMakesNoCollection() throws Exception {
        var answer = IndexFolder.index("collection=refused folder=" + engine.folder().resolve("user"));
        assertTrue(answer.startsWith("Concord: ") && answer.contains("Allow the folder"), answer);
        try (var own = engine.connect()) {
            assertTrue(own.collections().list().await().stream().noneMatch(known -> known.name().equals("refused")));
        }
    }

    @Test
    void settings_restart_givesTheEngineItsNewFolders() throws Exception {
        var other = Files.createDirectories(engine.folder().resolve("other"));
        Files.copy(engine.image(3), other.resolve("copy.png"));
        try {
            EditSettings.set("pipe=" + engine.socket() + " start program=" + engine.program() + " restart folders=" + engine.readable() + ":" + other + ":/nowhere/at/all");
            assertEquals("others, 1 tiles of 1 slides added, 0 were there", IndexFolder.index("collection=others folder=" + other));
        } finally {
            EditSettings.set(engine.settings() + " restart");
        }
    }

    @Test
    void index_imagejClosedMeanwhile_goesOnOrStopsAsSaid() throws Exception {
        many();
        try (var own = engine.connect()) {
            assertEquals(Job.State.CANCELLED, closedMeanwhile(own, "stopping", "stop"));
            assertEquals(Job.State.RUNNING, closedMeanwhile(own, "going", ""));
            var job = job(own, "going");
            own.index().cancel(job.job()).await();
            Until.isTrue(() -> job(own, "going").isOver());
        }
    }

    /** The job's state when an ImageJ that started it has been closed, as a window is. */
    private static Job.State closedMeanwhile(ConcordClient own, String collection, String flag) throws Exception {
        var macro = Files.writeString(engine.folder().resolve(collection + ".ijm"),
                "print(call('org.concord.imagej.IndexFolder.index', 'collection=" + collection + " folder=" + engine.readable().resolve("many") + " " + flag + "'));");
        var imagej = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Djava.awt.headless=true", "-Duser.home=" + System.getProperty("user.home"), "-cp",
                System.getProperty("java.class.path"), "ij.ImageJ", "-batch", macro.toString()).inheritIO().start();
        try {
            Until.isTrue(() -> !imagej.isAlive() || job(own, collection) != null && job(own, collection).done() > 0);
            assertTrue(imagej.isAlive(), "ImageJ was through before it could be closed");
        } finally {
            imagej.destroy();
            imagej.waitFor();
        }
        if (!flag.isEmpty()) {
            Until.isTrue(() -> job(own, collection).isOver());
        }
        return job(own, collection).state();
    }

    /** The latest of a collection that has begun; null: none. */
    private static Job job(ConcordClient own, String collection) throws Exception {
        return own.index().list().await().stream().filter(job -> collection.equals(job.collection()) && job.state() != Job.State.FAILED).reduce((a, b) -> b).orElse(null);
    }

    /** So many that no machine is through with them before ImageJ is closed. */
    private static void many() throws Exception {
        var folder = Files.createDirectories(engine.readable().resolve("many"));
        for (int i = 0; i < 20_000; i++) {
            Files.createLink(folder.resolve("many-" + i + ".png"), engine.image(i % LiveEngine.IMAGES));
        }
    }

    /** A search that has asked an engine which will not answer before it is told to go on. */
    private static FutureTask<String> searchThatHangs() throws Exception {
        assertEquals(5, search(image(0), SEARCH).lines().count(), "a connection, before the engine hangs");
        engine.signal("STOP");
        var task = new FutureTask<>(() -> search(image(5), SEARCH));
        var thread = new Thread(task, "search");
        thread.start();
        Until.waitsIn(thread, "mpp");
        return task;
    }

    private static String index(String collection) {
        return IndexFolder.index("collection=" + collection + " folder=" + engine.images());
    }

    private static ImagePlus image(int number) {
        return new ImagePlus("drawn", LiveEngine.drawn(number));
    }

    private static String search(ImagePlus image, String options) {
        WindowManager.setTempCurrentImage(image);
        try {
            return FindSimilar.search(options);
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
    }

    private static byte[] npy(float[][] rows) {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows.length + ", " + rows[0].length + "), }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        var bytes = ByteBuffer.allocate(10 + header.length() + 4 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        for (var row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }
}
