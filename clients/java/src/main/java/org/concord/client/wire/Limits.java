package org.concord.client.wire;

/**
 * What one frame may cost, checked before memory is given to it.
 *
 * @param frameBytes of a body, at most
 * @param depth arrays and maps within one another, at most
 * @param heapBytes of memory for the values of one body, about and at most. Small values cost more in memory than on the wire: an empty map is one byte there and 64
 *     here. The default has room for what the frame's own limit lets through of real answers.
 */
public record Limits(int frameBytes, int depth, long heapBytes) {
    public static final Limits DEFAULT = new Limits(16 << 20, 32, 128L << 20);

    /** Throws {@link WireException} for a body that is empty or longer than {@link #frameBytes}. The length is unsigned. */
    void checkLength(int length) throws WireException {
        if (length == 0) {
            throw WireException.malformed("a frame has no body");
        }
        if (Integer.compareUnsigned(length, frameBytes) > 0) {
            throw WireException.tooLarge("a frame claims " + Integer.toUnsignedString(length) + " bytes; at most " + frameBytes + " are read");
        }
    }
}
