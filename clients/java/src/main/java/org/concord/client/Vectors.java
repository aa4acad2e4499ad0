package org.concord.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Vectors as the protocol has them: float32, little-endian. */
final class Vectors {
    private Vectors() {}

    static Map<String, Object> params(float[] vector, String space) {
        var data = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, vector.length)).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(vector);
        return new Params().put("dtype", "f32").put("shape", List.of(vector.length)).put("data", data.array()).put("space", space).map();
    }

    static float[] of(Document answer) {
        var dtype = answer.text("dtype", "f32");
        if (!dtype.equals("f32")) {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine's vector is of type " + dtype + ", which this client does not read.");
        }
        var vector = floats(answer.bytes("data"));
        if (answer.has("shape") && answer.wholes("shape").stream().reduce(1L, (a, b) -> a * b) != vector.length) {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine's vector is not as long as it says.");
        }
        return vector;
    }

    static float[] floats(byte[] data) {
        if (data == null || data.length % Float.BYTES != 0) {
            throw new ConcordException(ErrorCode.MALFORMED, "The engine's vector is no sequence of 32-bit numbers.");
        }
        var vector = new float[data.length / Float.BYTES];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
