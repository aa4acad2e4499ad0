package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines that are not there, do not start, are of another version, or take their time. */
@Timeout(120)
class EngineLinkTest {
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createTempDirectory("concord-link", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void remove() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void client_noEngineAndNotToBeStarted_saysHow() {
        var problem = failure(settings("").start(false));
        assertEquals(ErrorCode.NOT_RUNNING, problem.code());
        assertTrue(problem.words().contains("Preferences > Concord") && problem.words().contains("concord serve"), problem.words());
    }

    @Test
    void client_programThatIsNotThere_saysWhereToNameIt() {
        var problem = failure(settings(folder.resolve("no-such-program").toString()));
        assertEquals(ErrorCode.IO_ERROR, problem.code());
        assertTrue(problem.advice().contains("Say where the program"), problem.words());
    }

    @Test
    void client_programThatEndsAtOnce_bringsItsLastWords() throws IOException {
        var problem = failure(settings(script("echo the disk is on fire; exit 7").toString()));
        assertEquals(ErrorCode.NOT_RUNNING, problem.code());
        assertTrue(problem.message().contains("the disk is on fire"), problem.words());
        assertEquals("the disk is on fire", Files.readString(folder.resolve("e.log")).strip(), "beside the socket, where it goes when the folder goes");
    }

    @Test
    void client_engineOfAnotherVersion_saysToTakeOneRelease() throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));
            var answering = new Thread(() -> refuseHello(server), "other engine");
            answering.start();
            var problem = failure(settings("").start(false));
            assertEquals(ErrorCode.VERSION, problem.code());
            assertTrue(problem.words().contains("one release"), problem.words());
            answering.join();
        }
    }

    /** The program is started and never answers. */
    @Test
    void cancel_whileAnEngineStarts_endsTheWaiting() throws Exception {
        var cancellation = new Cancellation();
        var starting = new CountDownLatch(1);
        var pid = folder.resolve("pid");
        var link = new EngineLink(() -> settings(script("echo $$ > " + pid + "; exec sleep 600").toString()));
        var canceller = new Thread(() -> {
            try {
                starting.await();
                cancellation.cancel("Cancelled.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();
        var thrown = assertThrows(ConcordException.class, () -> link.client((words, share) -> {
            if (words.startsWith("Starting")) {
                starting.countDown();
            }
        }, cancellation));
        assertEquals(ErrorCode.CANCELLED, thrown.code());
        canceller.join();
        endSleeper(pid);
    }

    /** The program was started before the waiting could be ended; it says so when it gets to it. */
    private static void endSleeper(Path pid) throws IOException {
        while (!Files.exists(pid) || Files.readString(pid).isBlank()) {
            Thread.onSpinWait();
        }
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    private Problem failure(Settings settings) {
        return Problem.of(assertThrows(ConcordException.class, () -> new EngineLink(() -> settings).client(Steps.SILENT, new Cancellation())));
    }

    private Settings settings(String program) {
        return Settings.defaults().engine(socket().toString(), program, "");
    }

    private Path socket() {
        return folder.resolve("e.sock");
    }

    private Path script(String line) {
        try {
            return Files.setPosixFilePermissions(Files.writeString(folder.resolve("engine"), "#!/bin/sh\n" + line + "\n"), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** [1, 1, {code: "version", message: ...}, nil], whatever the request was. */
    private static void refuseHello(ServerSocketChannel server) {
        try (var connection = server.accept()) {
            var in = new DataInputStream(Channels.newInputStream(connection));
            in.readNBytes(in.readInt());
            var body = new ByteArrayOutputStream();
            body.writeBytes(new byte[] {(byte) 0x94, 1, 1, (byte) 0x82});
            text(body, "code");
            text(body, "version");
            text(body, "message");
            text(body, "the engine speaks 9");
            body.write(0xc0);
            var out = new DataOutputStream(Channels.newOutputStream(connection));
            out.writeInt(body.size());
            out.write(body.toByteArray());
            in.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void text(ByteArrayOutputStream body, String text) {
        body.write(0xa0 | text.length());
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
