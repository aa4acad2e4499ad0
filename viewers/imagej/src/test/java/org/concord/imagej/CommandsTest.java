package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import java.awt.event.KeyEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // Of a hang, not of speed.
class CommandsTest {
    @Test
    void tell_whileTheSameRuns_saysSo() throws Exception {
        var first = new CompletableFuture<String>();
        var entered = new CountDownLatch(1);
        var running = CompletableFuture.supplyAsync(() -> Commands.tell("A", () -> {
            entered.countDown();
            return Commands.await(first);
        }));
        entered.await();
        assertTrue(Commands.tell("A", () -> "second").contains("running still"));
        assertEquals("other", Commands.tell("B", () -> "other"));
        first.complete("first");
        assertEquals("first", running.get());
        assertEquals("third", Commands.tell("A", () -> "third"));
    }

    @Test
    void await_esc_endsTheLatestCommandAlone() throws Exception {
        var never = new CompletableFuture<String>();
        var indexing = new CompletableFuture<String>();
        var entered = new CountDownLatch(1);
        var first = CompletableFuture.supplyAsync(() -> Commands.tell("Index", () -> {
            entered.countDown();
            return Commands.await(indexing);
        }));
        entered.await();
        var second = new CountDownLatch(1);
        var searching = CompletableFuture.supplyAsync(() -> Commands.tell("Find", () -> {
            second.countDown();
            return Commands.await(never);
        }));
        second.await();
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        assertEquals("Concord: Cancelled.", searching.get());
        assertTrue(never.isCancelled());
        assertFalse(indexing.isDone());
        indexing.complete("indexed");
        assertEquals("indexed", first.get());
    }

    @Test
    void tell_aFailure_saysWhatToDo() {
        assertEquals("Concord: Cancelled.", failing(ErrorCode.CANCELLED, "x"));
        assertTrue(failing(ErrorCode.CLOSED, "x").contains("Run the command again"));
        assertTrue(failing(ErrorCode.NOT_RUNNING, "No engine answers at p.").contains("Concord Settings..."));
        assertTrue(failing(ErrorCode.NOT_FOUND, "There is no program `concord` to start.").contains("Concord Settings..."));
        assertEquals("Concord: There is no collection \"a\".", failing(ErrorCode.NOT_FOUND, "There is no collection \"a\"."));
    }

    @Test
    void flag_inBracketsOrWithinAWord_isNone() {
        assertTrue(Commands.flag("collection=a radiology", "radiology"));
        assertFalse(Commands.flag("collection=radiology where=[label = radiology or x]", "radiology"));
        assertFalse(Commands.flag("", "radiology"));
    }

    @Test
    void broken_longLines_holdEveryWord() {
        var message = "word ".repeat(100) + "\nand a line";
        var lines = Commands.broken(message).lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 95), lines::toString);
        assertEquals(message.replace("\n", "").replace(" ", ""), String.join("", lines).replace(" ", ""));
        assertNull(Commands.broken("a\nb").lines().filter(String::isEmpty).findAny().orElse(null));
    }

    private static String failing(ErrorCode code, String message) {
        return Commands.tell("Failing", () -> {
            throw new ConcordException(code, message);
        });
    }
}
