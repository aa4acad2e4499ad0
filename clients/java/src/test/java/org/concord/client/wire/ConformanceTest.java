package org.concord.client.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden frames that every client reads and writes. */
class ConformanceTest {
    static Stream<GoldenFrame> messages() throws IOException {
        return GoldenFrame.all().stream().filter(frame -> frame.error() == null);
    }

    static Stream<GoldenFrame> canonical() throws IOException {
        return messages().filter(GoldenFrame::canonical);
    }

    static Stream<GoldenFrame> broken() throws IOException {
        return GoldenFrame.all().stream().filter(frame -> frame.error() != null);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void read_ofAMessage_isTheMessage(GoldenFrame frame) throws IOException {
        assertTrue(Values.same(frame.message(), parts(read(frame.bytes(), Integer.MAX_VALUE))), () -> "read as something else than " + frame.message());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void read_byteByByteAndTwice_isTheMessage(GoldenFrame frame) throws IOException {
        var twice = ByteBuffer.allocate(2 * frame.bytes().length).put(frame.bytes()).put(frame.bytes()).array();
        var reader = new FrameReader(new BytesTransport(twice, 1), Limits.DEFAULT);
        for (int i = 0; i < 2; i++) {
            assertTrue(Values.same(frame.message(), parts(Message.parse(reader.read(), Limits.DEFAULT))));
        }
        assertNull(reader.read());
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void frame_ofAMessage_isTheGoldenBytes(GoldenFrame frame) throws IOException {
        var written = read(frame.bytes(), Integer.MAX_VALUE).frame();
        assertArrayEquals(frame.bytes(), Arrays.copyOf(written.array(), written.limit()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void read_ofWhatIsNoMessage_saysWhy(GoldenFrame frame) {
        for (int atOnce : new int[] {1, Integer.MAX_VALUE}) {
            var thrown = assertThrows(WireException.class, () -> read(frame.bytes(), atOnce));
            assertEquals(frame.error(), thrown.reason().name().toLowerCase(Locale.ROOT), thrown.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void read_cutAnywhere_saysThatItEnded(GoldenFrame frame) {
        for (int length = 1; length < frame.bytes().length; length++) {
            var cut = Arrays.copyOf(frame.bytes(), length);
            var thrown = assertThrows(WireException.class, () -> read(cut, Integer.MAX_VALUE));
            assertEquals(WireException.Reason.CLOSED, thrown.reason());
        }
    }

    private static Message read(byte[] bytes, int atOnce) throws IOException {
        var reader = new FrameReader(new BytesTransport(bytes, atOnce), Limits.DEFAULT);
        var message = Message.parse(reader.read(), Limits.DEFAULT);
        assertNull(reader.read(), "something stands behind the frame");
        return message;
    }

    private static List<?> parts(Message message) {
        if (message instanceof Message.Request request) {
            return Arrays.asList(Message.REQUEST, request.id(), request.method(), request.params());
        }
        if (message instanceof Message.Response response) {
            return Arrays.asList(Message.RESPONSE, response.id(), response.error(), response.result());
        }
        var notification = (Message.Notification) message;
        return Arrays.asList(Message.NOTIFICATION, notification.method(), notification.params());
    }
}
