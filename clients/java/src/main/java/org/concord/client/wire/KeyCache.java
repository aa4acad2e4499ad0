package org.concord.client.wire;

/** The short keys of one message, each made once: an answer of a thousand tiles names `distance` a thousand times. One thread. */
final class KeyCache {
    private static final int SLOTS = 64;
    private static final int LONGEST = 24;

    private final String[] slots = new String[SLOTS];

    /** The key that these bytes spell, where it was kept; else null. */
    String find(byte[] body, int from, int length) {
        if (length == 0 || length > LONGEST) {
            return null;
        }
        var known = slots[slot(body[from], body[from + length - 1], length)];
        return known != null && spells(known, body, from, length) ? known : null;
    }

    /** Keeps plain ASCII alone, so that letters and bytes are the same. */
    String keep(String key) {
        int length = key.length();
        if (length > 0 && length <= LONGEST && key.chars().allMatch(letter -> letter < 0x80)) {
            slots[slot((byte) key.charAt(0), (byte) key.charAt(length - 1), length)] = key;
        }
        return key;
    }

    private static boolean spells(String key, byte[] body, int from, int length) {
        if (key.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) != body[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(byte first, byte last, int length) {
        return (first * 7 + last * 31 + length) & (SLOTS - 1);
    }
}
