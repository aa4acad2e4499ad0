package org.concord.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // Of a hang, not of speed.
class ConnectTest {
    @TempDir
    Path folder;

    @Test
    void address_onLinux_isInTheRuntimeFolder() {
        var runtime = Map.of("XDG_RUNTIME_DIR", folder.toString(), "HOME", "/home/u");
        assertEquals(folder.resolve("concord/lab.sock"), PipeAddress.of("lab", runtime, false).path());
        for (var none : List.of("", folder + "/none")) {
            assertEquals(Path.of("/home/u/.concord/run/default.sock"), PipeAddress.of("default", Map.of("XDG_RUNTIME_DIR", none, "HOME", "/home/u"), false).path());
        }
        assertEquals(Path.of("/srv/a.sock"), PipeAddress.of("/srv/x/../a.sock", Map.of(), false).path());
    }

    @Test
    void address_onWindows_isThePipeOfTheUser() {
        assertEquals("\\\\.\\pipe\\concord-anna-lab", PipeAddress.of("lab", Map.of("USERNAME", "anna"), true).path().toString());
    }

    @Test
    void address_tooLongForASocket_isRefused() {
        assertEquals(ErrorCode.BAD_ARGUMENT, assertThrows(ConcordException.class, () -> PipeAddress.of("/" + "å".repeat(53) + ".s", Map.of(), false)).code());
    }

    @Test
    void connect_whereNothingIs_saysHowToStartOne() {
        for (var socket : new Path[] {folder.resolve("none/a.sock"), closed().resolve("a.sock")}) {
            var thrown = assertThrows(ConcordException.class, () -> ConcordClient.connect(Options.defaults().pipe(socket.toString())));
            assertEquals(ErrorCode.NOT_RUNNING, thrown.code());
            assertTrue(thrown.getMessage().contains("concord serve"), thrown.getMessage());
        }
    }

    @Test
    void connect_toASocketThatNobodyServes_isNotRunning() throws Exception {
        Path socket = closed().resolve("left.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)).close();
        assertTrue(Files.exists(socket));
        assertEquals(ErrorCode.NOT_RUNNING, assertThrows(ConcordException.class, () -> ConcordClient.connect(Options.defaults().pipe(socket.toString()))).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxrwx---", "rwx-----x", "rwx---r--"})
    void connect_intoAFolderThatIsOpen_sendsNothing(String permissions) throws Exception {
        try (var engine = new Counterpart()) {
            Files.setPosixFilePermissions(engine.socket().getParent(), PosixFilePermissions.fromString(permissions));
            var thrown = assertThrows(ConcordException.class, () -> ConcordClient.connect(engine.options()));
            assertEquals(ErrorCode.ACCESS_DENIED, thrown.code());
        }
    }

    @Test
    void connect_throughALinkedFolder_sendsNothing() throws Exception {
        try (var engine = new Counterpart()) {
            var link = Files.createSymbolicLink(folder.resolve("link"), engine.socket().getParent());
            var options = Options.defaults().pipe(link.resolve("test.sock").toString());
            assertEquals(ErrorCode.ACCESS_DENIED, assertThrows(ConcordException.class, () -> ConcordClient.connect(options)).code());
        }
    }

    @Test
    void connect_intoAnothersFolder_sendsNothing() throws Exception {
        try (var engine = new Counterpart()) {
            try {
                Files.setAttribute(engine.socket().getParent(), "unix:uid", 65534);
            } catch (IOException e) {
                abort("SKIPPED: only root can give a folder away");
            }
            assertEquals(ErrorCode.ACCESS_DENIED, assertThrows(ConcordException.class, () -> ConcordClient.connect(engine.options())).code());
        }
    }

    @Test
    void connect_toAnEngineOfAnotherVersion_isRefused() throws Exception {
        try (var engine = new Counterpart()) {
            engine.answerHello(Counterpart.hello(2));
            assertEquals(ErrorCode.VERSION, assertThrows(ConcordException.class, () -> ConcordClient.connect(engine.options())).code());
        }
    }

    @Test
    void connect_toOneThatHangsUp_isClosed() throws Exception {
        try (var engine = new Counterpart()) {
            engine.answerHello(null);
            assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, () -> ConcordClient.connect(engine.options())).code());
        }
    }

    @Test
    void start_ofAProgramThatEnds_tellsItsLastWords() throws Exception {
        var program = script("echo no room for an engine >&2; exit 7");
        var options = Options.defaults().pipe(closed().resolve("a.sock").toString()).start(true).program(program);
        var thrown = assertThrows(ConcordException.class, () -> ConcordClient.connect(options));
        assertEquals(ErrorCode.NOT_RUNNING, thrown.code());
        assertTrue(thrown.getMessage().contains("no room for an engine") && thrown.getMessage().contains("7"), thrown.getMessage());
        assertEquals("no room for an engine", Files.readString(folder.resolve("a.log")).strip());
    }

    /** Whoever may write there could have put a link to a file of this user's in the log's place. */
    @Test
    void start_inAFolderThatIsOpenToOthers_isRefusedAndWritesNothing() throws Exception {
        var open = Files.setPosixFilePermissions(Files.createDirectory(folder.resolve("open")), PosixFilePermissions.fromString("rwxrwxrwx"));
        var thrown = assertThrows(ConcordException.class, () -> EngineProcess.start(Options.defaults().program(script("true")), PipeAddress.of(open.resolve("a.sock").toString())));
        assertEquals(ErrorCode.ACCESS_DENIED, thrown.code());
        assertFalse(Files.exists(open.resolve("a.log")));
    }

    @Test
    void start_whereThereIsNoFolderYet_makesItForThisUserAlone() throws Exception {
        var fresh = closed().resolve("fresh");
        var options = Options.defaults().pipe(fresh.resolve("a.sock").toString()).start(true).program(script("exit 7"));
        assertEquals(ErrorCode.NOT_RUNNING, assertThrows(ConcordException.class, () -> ConcordClient.connect(options)).code());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
    }

    @Test
    void start_ofAProgramThatNeverAnswers_isADeadline() throws Exception {
        var options = Options.defaults().pipe(closed().resolve("a.sock").toString()).start(true).program(script("exec sleep 5")).startTimeout(Duration.ofMillis(1));
        assertEquals(ErrorCode.DEADLINE, assertThrows(ConcordException.class, () -> ConcordClient.connect(options)).code());
    }

    @Test
    void start_ofNoProgram_saysSo() {
        var options = Options.defaults().pipe(closed().resolve("a.sock").toString()).start(true).program(folder.resolve("nothing"));
        assertEquals(ErrorCode.IO_ERROR, assertThrows(ConcordException.class, () -> ConcordClient.connect(options)).code());
        assertEquals(ErrorCode.NOT_FOUND, assertThrows(ConcordException.class, () -> EngineProcess.find(null, Map.of("PATH", folder.toString()))).code());
    }

    @Test
    void start_whereOneRuns_startsNone() throws Exception {
        try (var engine = new Counterpart(); var client = ConcordClient.connect(engine.options().start(true).program(folder.resolve("nothing")))) {
            assertEquals("counterpart 1", client.server().server());
        }
    }

    @Test
    void find_prefersTheVariableToThePath() throws Exception {
        var program = script("true");
        assertEquals(program, EngineProcess.find(null, Map.of("PATH", "/nowhere" + File.pathSeparator + folder)));
        assertEquals(Path.of("/opt/concord"), EngineProcess.find(null, Map.of("CONCORD", "/opt/concord", "PATH", folder.toString())));
    }

    private Path script(String line) throws IOException {
        var file = Files.writeString(folder.resolve("concord"), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path closed() {
        try {
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
