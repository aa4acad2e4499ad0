package org.concord.qupath.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;

/** Writes .npy of float32, row by row. */
final class NumpyFile {
    private static final int PREAMBLE = 10;
    private static final int ALIGNMENT = 64;

    private NumpyFile() {}

    /** The element of each row and column counts on from 0. */
    static Path write(Path file, int rows, int columns, IntToDoubleFunction element) {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int padded = (PREAMBLE + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - PREAMBLE;
        header = header + " ".repeat(padded - header.length() - 1) + "\n";
        var preamble = ByteBuffer.allocate(PREAMBLE).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) header.length());
        try (var out = Files.newOutputStream(file)) {
            out.write(preamble.array());
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            var row = ByteBuffer.allocate(Float.BYTES * columns).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < rows; i++) {
                row.clear();
                for (int j = 0; j < columns; j++) {
                    row.putFloat((float) element.applyAsDouble(i * columns + j));
                }
                out.write(row.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
