package org.concord.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.concord.client.wire.GoldenFrame;
import org.concord.client.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // Of a hang, not of speed.
class ConnectionTest {
    private Counterpart engine;
    private ConcordClient client;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        engine = new Counterpart();
        client = ConcordClient.connect(engine.options());
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        client.close();
        engine.close();
    }

    @Test
    void connect_saysWhoTheEngineIs() {
        assertEquals("counterpart 1", client.server().server());
        assertEquals(1 << 20, client.server().frameBytes());
        assertTrue(client.isOpen());
    }

    @Test
    void answers_inAnotherOrder_reachTheirCalls() throws Exception {
        var calls = new ArrayList<Call<byte[]>>();
        var requests = new ArrayList<Message.Request>();
        for (byte i = 0; i < 20; i++) {
            calls.add(client.echo(new byte[] {i}));
            requests.add(engine.nextRequest());
        }
        for (int i = 19; i >= 0; i--) {
            engine.answer(requests.get(i), requests.get(i).params());
        }
        for (byte i = 0; i < 20; i++) {
            assertArrayEquals(new byte[] {i}, calls.get(i).await());
        }
    }

    @Test
    void answer_byteByByte_isRead() throws Exception {
        var call = client.echo(new byte[] {7});
        var request = engine.nextRequest();
        var frame = new Message.Response(request.id(), null, request.params()).frame();
        while (frame.hasRemaining()) {
            engine.send(ByteBuffer.wrap(new byte[] {frame.get()}));
        }
        assertArrayEquals(new byte[] {7}, call.await());
    }

    @Test
    void search_ofTheGoldenAnswer_hasItsHits() throws Exception {
        var call = client.search(new SearchRequest("lung", Query.tile(17)));
        engine.answer(engine.nextRequest(), golden("search answered"));
        var hit = call.await().hits().get(0);
        assertEquals(44, hit.tile());
        assertEquals(0.0123, hit.distance());
        assertEquals("P0100", hit.patient());
        assertNull(hit.centre());
        assertEquals(Map.of("label", "lung_aca"), hit.labels());
        assertEquals(-1, hit.y());
        assertEquals(959, call.await().search().rows());
        assertTrue(call.await().search().exact());
        assertNull(call.await().vote());
        assertEquals("there are no more", call.await().shortfall());
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_RUNNING", "CLOSED", "UNKNOWN"}, mode = EnumSource.Mode.EXCLUDE)
    void error_ofEveryCode_isThrownWithIt(ErrorCode code) throws Exception {
        var call = client.health();
        engine.fail(engine.nextRequest(), code.text());
        var thrown = assertThrows(ConcordException.class, call::await);
        assertEquals(code, thrown.code());
        assertEquals("what was wrong, and what to do", thrown.getMessage());
    }

    @Test
    void error_ofACodeToCome_isUnknownAndNamed() throws Exception {
        var call = client.health();
        engine.fail(engine.nextRequest(), "out_of_coffee");
        var thrown = assertThrows(ConcordException.class, call::await);
        assertEquals(ErrorCode.UNKNOWN, thrown.code());
        assertTrue(thrown.getMessage().contains("out_of_coffee"));
    }

    @Test
    void get_ofAFailure_hasTheSameCause() throws Exception {
        var call = client.health();
        engine.fail(engine.nextRequest(), "busy");
        var thrown = assertThrows(ExecutionException.class, call::get);
        assertEquals(ErrorCode.BUSY, assertInstanceOf(ConcordException.class, thrown.getCause()).code());
    }

    @Test
    void cancel_tellsTheEngineWhichRequest() throws Exception {
        var call = client.search(new SearchRequest("lung", Query.tile(1)));
        var request = engine.nextRequest();
        assertTrue(call.cancel(true));
        var told = (Message.Notification) engine.next();
        assertEquals("cancel", told.method());
        assertEquals(request.id(), told.params().get("id"));
        assertEquals(ErrorCode.CANCELLED, assertThrows(ConcordException.class, call::await).code());
        engine.fail(request, "cancelled");
        assertStillAnswers();
    }

    @Test
    void await_notInTime_isADeadlineAndTellsTheEngine() throws Exception {
        var call = client.health();
        var request = engine.nextRequest();
        assertEquals(ErrorCode.DEADLINE, assertThrows(ConcordException.class, () -> call.await(Duration.ofMillis(1))).code());
        assertEquals(Map.of("id", request.id()), ((Message.Notification) engine.next()).params());
        engine.answer(request, Map.of());
        assertStillAnswers();
    }

    @Test
    void await_interrupted_cancelsAndLeavesTheConnection() throws Exception {
        var call = client.health();
        var request = engine.nextRequest();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, call::await);
        assertEquals(Map.of("id", request.id()), ((Message.Notification) engine.next()).params());
        assertStillAnswers();
    }

    @Test
    void send_byAnInterruptedThread_leavesTheConnection() throws Exception {
        Thread.currentThread().interrupt();
        var call = client.echo(new byte[200_000]);
        assertTrue(Thread.interrupted());
        engine.answer(engine.nextRequest(), Map.of("data", new byte[] {1}));
        assertArrayEquals(new byte[] {1}, call.await());
        assertStillAnswers();
    }

    @Test
    void progress_reachesItsRequestAlone() throws Exception {
        var steps = new ArrayList<Progress>();
        var call = client.with(CallOptions.NONE.progress(steps::add)).collections().verify("lung");
        var request = engine.nextRequest();
        engine.tell("progress", Map.of("id", request.id() + 1, "stage", "another's", "done", 1, "total", 2));
        engine.tell("progress", Map.of("id", request.id(), "stage", "reading", "done", 5, "total", 10));
        engine.tell("later", Map.of());
        engine.answer(request, Map.of("name", "lung", "sound", true));
        assertTrue(call.await().sound());
        assertEquals(List.of(new Progress("reading", 5, 10)), steps);
    }

    @Test
    void listener_thatThrows_costsNobodyTheConnection() throws Exception {
        var call = client.with(CallOptions.NONE.progress(step -> {
            throw new IllegalStateException("of a listener");
        })).health();
        var request = engine.nextRequest();
        engine.tell("progress", Map.of("id", request.id(), "stage", "reading", "done", 5, "total", 10));
        engine.tell("progress", Map.of("id", "no number"));
        engine.answer(request, Map.of("status", "ok"));
        assertEquals("ok", call.await().status());
    }

    @Test
    void watch_followsAJobToItsEnd() throws Exception {
        var seen = new ArrayList<Job.State>();
        var watch = client.index().watch("job-1", job -> seen.add(job.state()));
        engine.answer(engine.nextRequest(), golden("index.watch answered"));
        engine.tell("job", goldenEvent("job failed"));
        engine.tell("job", goldenEvent("job runs"));
        engine.tell("job", goldenEvent("job ended"));
        var ended = watch.ended().get();
        assertEquals(List.of(Job.State.RUNNING, Job.State.RUNNING, Job.State.DONE), seen);
        assertEquals(9, ended.report().tiles());
        assertEquals(List.of(new Skipped("/data/tiles/lung/broken.png", "not an image")), ended.report().skipped());
    }

    @Test
    void watch_ofAFailedJob_endsWithItsError() throws Exception {
        var watch = client.index().watch("job-2", job -> {});
        engine.answer(engine.nextRequest(), Map.of("job", "job-2", "state", "running"));
        engine.tell("job", goldenEvent("job failed"));
        assertEquals(ErrorCode.DISK_FULL, watch.ended().get().error().code());
    }

    @Test
    void watch_ofAnEndedJob_endsAtOnce() throws Exception {
        var watch = client.index().watch("job-0", job -> {});
        engine.answer(engine.nextRequest(), golden("index.watch answered of an ended job"));
        assertEquals(10, watch.ended().get().report().slides());
    }

    @Test
    void watch_ofNoJob_fails() throws Exception {
        var watch = client.index().watch("job-9", job -> {});
        engine.fail(engine.nextRequest(), "not_found");
        assertEquals(ErrorCode.NOT_FOUND, ((ConcordException) assertThrows(ExecutionException.class, () -> watch.ended().get()).getCause()).code());
    }

    @Test
    void hangUp_endsEveryCallAndWatch() throws Exception {
        var calls = List.of(client.health(), client.health());
        var watch = client.index().watch("job-1", job -> {});
        for (int i = 0; i < 3; i++) {
            engine.next();
        }
        engine.hangUp();
        for (var call : calls) {
            assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, call::await).code());
        }
        assertThrows(ExecutionException.class, () -> watch.ended().get());
        assertFalse(client.isOpen());
        assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, () -> client.health().await()).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "01000001", "ffffffff", "0000000194", "00000001c0", "0000000780800000000000", "0000000a94000aa6686561c0c080"})
    void garbage_endsTheConnectionAndSaysSo(String hex) throws Exception {
        var call = client.health();
        engine.next();
        engine.send(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
        var code = assertThrows(ConcordException.class, call::await).code();
        assertTrue(code == ErrorCode.MALFORMED || code == ErrorCode.TOO_LARGE, code.text());
        assertFalse(client.isOpen());
    }

    @Test
    void answer_cutShort_isAClosedConnection() throws Exception {
        var call = client.health();
        var frame = new Message.Response(engine.nextRequest().id(), null, Map.of("status", "ok")).frame();
        engine.send(ByteBuffer.wrap(Arrays.copyOf(frame.array(), frame.limit() - 1)));
        engine.hangUp();
        assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, call::await).code());
    }

    @Test
    void answer_ofAnotherShape_failsThatCallAlone() throws Exception {
        var call = client.echo(new byte[0]);
        engine.answer(engine.nextRequest(), Map.of("data", "text"));
        assertEquals(ErrorCode.MALFORMED, assertThrows(ConcordException.class, call::await).code());
        assertStillAnswers();
    }

    @Test
    void answer_toNoRequest_isPassedOver() throws Exception {
        engine.send(new Message.Response(4711, null, Map.of()).frame());
        assertStillAnswers();
    }

    @Test
    void errorOfNoRequest_endsTheConnectionWithItsCode() throws Exception {
        var call = client.health();
        engine.next();
        engine.send(new Message.Response(0, Map.of("code", "too_large", "message", "a frame claims 4 GB"), null).frame());
        assertEquals(ErrorCode.TOO_LARGE, assertThrows(ConcordException.class, call::await).code());
        assertFalse(client.isOpen());
    }

    @Test
    void request_aboveTheEnginesLimit_isNotSent() throws Exception {
        assertEquals(ErrorCode.TOO_LARGE, assertThrows(ConcordException.class, () -> client.echo(new byte[1 << 20]).await()).code());
        assertStillAnswers();
    }

    @Test
    void waiting_onTheReaderThread_isRefused() throws Exception {
        var outer = client.health().thenApply(health -> client.health().join());
        engine.answer(engine.nextRequest(), Map.of("status", "ok"));
        var thrown = assertThrows(CompletionException.class, outer::join);
        assertInstanceOf(IllegalStateException.class, thrown.getCause());
        engine.next();
        assertStillAnswers();
    }

    @Test
    void close_endsRunningCalls() throws Exception {
        var call = client.health();
        client.with(CallOptions.NONE).close();
        assertEquals(ErrorCode.CLOSED, assertThrows(ConcordException.class, call::await).code());
    }

    @Test
    void manyThreads_getEachItsOwnAnswer() throws Exception {
        var echo = new Thread(() -> {
            try {
                while (true) {
                    var request = engine.nextRequest();
                    engine.answer(request, request.params());
                }
            } catch (IOException | InterruptedException e) {
                // The end of the test.
            }
        });
        echo.setDaemon(true);
        echo.start();
        var threads = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 8; i++) {
            byte mark = (byte) i;
            threads.add(CompletableFuture.supplyAsync(() -> wrongEchoes(mark), task -> new Thread(task).start()));
        }
        for (var thread : threads) {
            assertEquals(0, thread.get());
        }
        echo.interrupt();
        echo.join();
    }

    private int wrongEchoes(byte mark) {
        int wrong = 0;
        for (int i = 0; i < 500; i++) {
            var data = new byte[1 + i * 7];
            Arrays.fill(data, mark);
            wrong += Arrays.equals(data, client.echo(data).join()) ? 0 : 1;
        }
        return wrong;
    }

    private void assertStillAnswers() throws Exception {
        var call = client.health();
        var request = engine.nextRequest();
        assertNotEquals(0, request.id());
        engine.answer(request, Map.of("status", "ok"));
        assertEquals("ok", call.await().status());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> golden(String name) throws IOException {
        return (Map<String, Object>) frame(name).message().get(3);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> goldenEvent(String name) throws IOException {
        return (Map<String, Object>) frame(name).message().get(2);
    }

    private static GoldenFrame frame(String name) throws IOException {
        return GoldenFrame.all().stream().filter(frame -> frame.name().equals(name)).findFirst().orElseThrow();
    }
}
