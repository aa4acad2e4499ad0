package org.concord.client.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackTest {
    private static final int FUZZED_FRAMES = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void read_ofAMillionFuzzedFrames_isAMessageOrAWireException() throws IOException {
        var random = new Random(20240229);
        var golden = GoldenFrame.all().stream().map(GoldenFrame::bytes).toList();
        int messages = 0;
        long dearest = 0;
        for (int i = 0; i < FUZZED_FRAMES; i++) {
            var bytes = fuzzed(golden.get(random.nextInt(golden.size())), random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            messages += isMessage(bytes) ? 1 : 0;
            dearest = Math.max(dearest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(messages > FUZZED_FRAMES / 100, "the fuzzing breaks every frame: " + messages);
        assertTrue(messages < FUZZED_FRAMES * 9 / 10, "the fuzzing breaks too few frames: " + messages);
        assertTrue(dearest < 1 << 20, "a frame of some hundred bytes cost " + dearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "80", "c400", "a0", "81a0c0", "01", "ca00000000", "cb0000000000000000", "d20000ffff", "c70000"})
    void read_ofSixteenMebibytesOfSmallValues_staysWithinItsMemory(String hex) {
        var one = HexFormat.of().parseHex(hex);
        int count = (Limits.DEFAULT.frameBytes() - 5) / one.length;
        var body = ByteBuffer.allocate(5 + count * one.length).put((byte) 0xdd).putInt(count);
        for (int i = 0; i < count; i++) {
            body.put(one);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            MessagePackReader.read(body.array(), Limits.DEFAULT);
        } catch (WireException e) {
            assertEquals(WireException.Reason.TOO_LARGE, e.reason());
        }
        long cost = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost <= Limits.DEFAULT.heapBytes() * 5 / 4, "cost " + cost);
    }

    @Test
    void read_ofALengthWithNothingBehind_costsNothing() throws IOException {
        for (var head : List.of("00ffffff", "01000000")) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThrows(WireException.class, () -> new FrameReader(new BytesTransport(HexFormat.of().parseHex(head), 4), Limits.DEFAULT).read());
            assertTrue(THREADS.getCurrentThreadAllocatedBytes() - before < 1 << 20);
        }
    }

    @Test
    void read_ofWhatWasWritten_isTheSame() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var value = randomValue(random, 4);
            assertTrue(Values.same(value, MessagePackReader.read(body(value), Limits.DEFAULT)), () -> "not the same: " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 255, 256, 65_535, 65_536, 200_000})
    void read_ofLengthsAroundEveryWidth_isTheSame(int length) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < length; i++) {
            map.put("k" + i, (long) i);
        }
        for (var value : List.of("å".repeat(length), new byte[length], new ArrayList<>(Collections.nCopies(length, 1L)), map)) {
            assertTrue(Values.same(value, MessagePackReader.read(body(value), Limits.DEFAULT)), () -> value.getClass() + " of " + length);
        }
    }

    @Test
    void read_ofAnExtension_isPassedOver() throws IOException {
        var body = HexFormat.of().parseHex("94" + "01" + "05" + "c0" + "82" + "a161" + "d6ff00000000" + "a162" + "07");
        var response = (Message.Response) Message.parse(body, Limits.DEFAULT);
        assertEquals(7L, response.result().get("b"));
    }

    @Test
    void value_ofAnotherType_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MessagePackWriter().value(new Object()));
    }

    private static boolean isMessage(byte[] bytes) throws IOException {
        try {
            var body = new FrameReader(new BytesTransport(bytes, Integer.MAX_VALUE), Limits.DEFAULT).read();
            if (body != null) {
                Message.parse(body, Limits.DEFAULT);
            }
            return body != null;
        } catch (WireException e) {
            return false;
        }
    }

    /** A golden frame with up to four of its bytes changed, or random bytes behind a true length; now and then the length is changed too. */
    private static byte[] fuzzed(byte[] golden, Random random) {
        var bytes = golden.clone();
        int from = random.nextInt(10) == 0 ? 0 : 4;
        if (bytes.length <= from) {
            return bytes;
        }
        if (random.nextInt(4) == 0) {
            var body = new byte[1 + random.nextInt(200)];
            random.nextBytes(body);
            return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
        }
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] body(Object value) {
        var frame = new MessagePackWriter().value(value).frame().position(4);
        var body = new byte[frame.remaining()];
        frame.get(body);
        return body;
    }

    private static Object randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> new BigInteger(64, random).setBit(63);
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> random.ints(random.nextInt(40), ' ', 0x2fff).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            case 6 -> bytes(random);
            case 7 -> new ArrayList<>(Stream.generate(() -> randomValue(random, depth - 1)).limit(random.nextInt(20)).toList());
            default -> map(random, depth);
        };
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Map<String, Object> map(Random random, int depth) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(20); i > 0; i--) {
            map.put("key " + random.nextInt(1000), randomValue(random, depth - 1));
        }
        return map;
    }
}
