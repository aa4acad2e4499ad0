package org.concord.client.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes what {@link MessagePackReader} reads, each value in its shortest form, reals in 64 bits; behind room for the length that makes a frame of it. Whole numbers may be
 * Byte, Short, Integer, Long or BigInteger, reals Float or Double. One thread.
 */
public final class MessagePackWriter {
    static final int HEADER_BYTES = 4;

    private ByteBuffer frame = ByteBuffer.allocate(512).position(HEADER_BYTES);

    /** The frame, ready to be sent: length and body. */
    public ByteBuffer frame() {
        frame.putInt(0, frame.position() - HEADER_BYTES);
        return frame.flip();
    }

    /** Throws IllegalArgumentException for a value of any other type, and for text or bytes beyond what an array holds. */
    public MessagePackWriter value(Object value) {
        if (value == null) {
            room(1).put((byte) 0xc0);
        } else if (value instanceof Boolean flag) {
            room(1).put((byte) (flag ? 0xc3 : 0xc2));
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else if (value instanceof List<?> list) {
            array(list.size());
            list.forEach(this::value);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be sent");
        }
        return this;
    }

    MessagePackWriter array(int count) {
        head(count, 0x90, 15, 0xdc);
        return this;
    }

    private void map(Map<?, ?> map) {
        head(map.size(), 0x80, 15, 0xde);
        map.forEach((key, value) -> {
            text((String) key);
            value(value);
        });
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            room(9).put((byte) 0xcb).putDouble(number.doubleValue());
        } else if (number instanceof BigInteger big && big.bitLength() == 64 && big.signum() > 0) {
            room(9).put((byte) 0xcf).putLong(big.longValue());
        } else {
            whole(number instanceof BigInteger big ? big.longValueExact() : number.longValue());
        }
    }

    private void whole(long n) {
        if (n >= -0x20 && n <= 0x7f) {
            room(1).put((byte) n);
        } else if (n >= 0) {
            positive(n);
        } else if (n >= Byte.MIN_VALUE) {
            room(2).put((byte) 0xd0).put((byte) n);
        } else if (n >= Short.MIN_VALUE) {
            room(3).put((byte) 0xd1).putShort((short) n);
        } else if (n >= Integer.MIN_VALUE) {
            room(5).put((byte) 0xd2).putInt((int) n);
        } else {
            room(9).put((byte) 0xd3).putLong(n);
        }
    }

    private void positive(long n) {
        if (n <= 0xff) {
            room(2).put((byte) 0xcc).put((byte) n);
        } else if (n <= 0xffff) {
            room(3).put((byte) 0xcd).putShort((short) n);
        } else if (n <= 0xffffffffL) {
            room(5).put((byte) 0xce).putInt((int) n);
        } else {
            room(9).put((byte) 0xcf).putLong(n);
        }
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 31 && bytes.length <= 0xff) {
            room(2).put((byte) 0xd9).put((byte) bytes.length);
        } else {
            head(bytes.length, 0xa0, 31, 0xda);
        }
        room(bytes.length).put(bytes);
    }

    private void bytes(byte[] bytes) {
        if (bytes.length <= 0xff) {
            room(2).put((byte) 0xc4).put((byte) bytes.length);
        } else {
            head(bytes.length, 0, -1, 0xc5);
        }
        room(bytes.length).put(bytes);
    }

    /** A count in the mark itself up to `most`, else behind a mark in 16 bits, or behind the next mark in 32. */
    private void head(int count, int small, int most, int wide) {
        if (count <= most) {
            room(1).put((byte) (small | count));
        } else if (count <= 0xffff) {
            room(3).put((byte) wide).putShort((short) count);
        } else {
            room(5).put((byte) (wide + 1)).putInt(count);
        }
    }

    private ByteBuffer room(int bytes) {
        if (frame.remaining() < bytes) {
            int filled = frame.position();
            int size = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * frame.capacity(), (long) filled + bytes));
            frame = ByteBuffer.wrap(Arrays.copyOf(frame.array(), size)).position(filled);
        }
        return frame;
    }
}
