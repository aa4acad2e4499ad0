package org.concord.client.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one MessagePack object: null, Boolean, Long (BigInteger above 2^63 - 1), Double, String, byte[], {@link Extension}, List and Map with text keys in the order they
 * came. Source: the MessagePack specification, <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">msgpack/spec.md</a>.
 */
public final class MessagePackReader {
    /** About what the values cost on a 64-bit virtual machine. */
    private static final int NUMBER_BYTES = 24; // and the head of an array
    private static final int TEXT_BYTES = 56;
    private static final int CONTAINER_BYTES = 80;
    private static final int ENTRY_BYTES = 56;

    private final byte[] body;
    private final ByteBuffer numbers;
    private final Limits limits;
    private final KeyCache keys = new KeyCache();
    private int at;
    private int depth;
    private long heap;

    private MessagePackReader(byte[] body, Limits limits) {
        this.body = body;
        this.numbers = ByteBuffer.wrap(body);
        this.limits = limits;
    }

    /** Throws {@link WireException} unless `body` is exactly one object, whole, and within `limits`. */
    public static Object read(byte[] body, Limits limits) throws WireException {
        var reader = new MessagePackReader(body, limits);
        var value = reader.value();
        if (reader.at != body.length) {
            throw WireException.malformed(body.length - reader.at + " bytes stand behind the message");
        }
        return value;
    }

    private Object value() throws WireException {
        int mark = unsigned(1);
        if (mark <= 0x7f) {
            return number(mark);
        }
        if (mark >= 0xe0) {
            return number((byte) mark);
        }
        if (mark <= 0x8f) {
            return map(mark & 0x0f);
        }
        if (mark <= 0x9f) {
            return array(mark & 0x0f);
        }
        if (mark <= 0xbf) {
            return text(mark & 0x1f);
        }
        return marked(mark);
    }

    private Object marked(int mark) throws WireException {
        return switch (mark) {
            case 0xc0 -> null;
            case 0xc2 -> Boolean.FALSE;
            case 0xc3 -> Boolean.TRUE;
            case 0xc4, 0xc5, 0xc6 -> bytes(length(mark - 0xc4));
            case 0xc7, 0xc8, 0xc9 -> extension(length(mark - 0xc7));
            case 0xca -> real(numbers.getFloat(take(4)));
            case 0xcb -> real(numbers.getDouble(take(8)));
            case 0xcc, 0xcd, 0xce -> number(Integer.toUnsignedLong(unsigned(1 << (mark - 0xcc))));
            case 0xcf -> unsignedLong(numbers.getLong(take(8)));
            case 0xd0 -> number(numbers.get(take(1)));
            case 0xd1 -> number(numbers.getShort(take(2)));
            case 0xd2 -> number(numbers.getInt(take(4)));
            case 0xd3 -> number(numbers.getLong(take(8)));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1 << (mark - 0xd4));
            case 0xd9, 0xda, 0xdb -> text(length(mark - 0xd9));
            case 0xdc, 0xdd -> array(length(mark - 0xdc + 1));
            case 0xde, 0xdf -> map(length(mark - 0xde + 1));
            default -> throw WireException.malformed("a byte is of no MessagePack type");
        };
    }

    private Long number(long value) throws WireException {
        charge(NUMBER_BYTES);
        return value;
    }

    private Double real(double value) throws WireException {
        charge(NUMBER_BYTES);
        return value;
    }

    private Object unsignedLong(long bits) throws WireException {
        charge(2 * NUMBER_BYTES);
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    private byte[] bytes(int length) throws WireException {
        int from = take(length);
        charge(NUMBER_BYTES + (long) length);
        return Arrays.copyOfRange(body, from, from + length);
    }

    private Extension extension(int length) throws WireException {
        charge(NUMBER_BYTES);
        int type = numbers.get(take(1));
        return new Extension(type, bytes(length));
    }

    private String text(int length) throws WireException {
        int from = take(length);
        charge(TEXT_BYTES + 2L * length);
        return new String(body, from, length, StandardCharsets.UTF_8);
    }

    private List<Object> array(int count) throws WireException {
        enter(count, 1);
        charge(CONTAINER_BYTES + 4L * count);
        var list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(value());
        }
        depth--;
        return list;
    }

    private Map<String, Object> map(int count) throws WireException {
        enter(count, 2);
        charge(CONTAINER_BYTES + (long) ENTRY_BYTES * count);
        var map = new LinkedHashMap<String, Object>(count + count / 3 + 1);
        for (int i = 0; i < count; i++) {
            map.put(key(), value());
        }
        depth--;
        return map;
    }

    private String key() throws WireException {
        int mark = unsigned(1);
        int length;
        if ((mark & 0xe0) == 0xa0) {
            length = mark & 0x1f;
        } else if (mark >= 0xd9 && mark <= 0xdb) {
            length = length(mark - 0xd9);
        } else {
            throw WireException.malformed("a map has a key that is no text");
        }
        var known = keys.find(body, take(length), length);
        return known != null ? known : keys.keep(text(back(length)));
    }

    /** A count is believed only as far as the bytes behind it could hold that many. */
    private void enter(int count, int leastBytesEach) throws WireException {
        if (count > (body.length - at) / leastBytesEach) {
            throw truncated();
        }
        if (++depth > limits.depth()) {
            throw WireException.malformed("arrays and maps are nested more than " + limits.depth() + " deep");
        }
    }

    /** A length of 1, 2 or 4 bytes (width 0, 1, 2). */
    private int length(int width) throws WireException {
        int length = unsigned(1 << width);
        if (length < 0) {
            throw truncated();
        }
        return length;
    }

    private int unsigned(int bytes) throws WireException {
        int from = take(bytes);
        return switch (bytes) {
            case 1 -> body[from] & 0xff;
            case 2 -> numbers.getShort(from) & 0xffff;
            default -> numbers.getInt(from);
        };
    }

    private int take(int bytes) throws WireException {
        if (bytes > body.length - at) {
            throw truncated();
        }
        int from = at;
        at += bytes;
        return from;
    }

    private int back(int bytes) {
        at -= bytes;
        return bytes;
    }

    private void charge(long bytes) throws WireException {
        heap += bytes;
        if (heap > limits.heapBytes()) {
            throw WireException.tooLarge("a message holds more values than fit in " + limits.heapBytes() + " bytes of memory");
        }
    }

    private static WireException truncated() {
        return WireException.malformed("a message ends too early");
    }
}
