package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final int SIDE = SimilarTiles.SIDE;

    @Test
    void montage_ofDarkTiles_hasLabelsOnWhiteBelowThem() {
        var stack = new ImageStack(SIDE, SIDE);
        for (var label : new String[] {"query", "1  0.0123  tumour", "2  0.0345  " + "a label that is much too long for its tile ".repeat(3)}) {
            var tile = new ColorProcessor(SIDE, SIDE);
            tile.setColor(Color.BLACK);
            tile.fill();
            stack.addSlice(label, tile);
        }
        var montage = Views.montage(new ImagePlus("Similar to x", stack));
        assertEquals("Similar to x, montage", montage.getTitle());
        assertTrue(montage.getWidth() >= 3 * SIDE && montage.getHeight() > SIDE);
        for (int column = 0; column < 3; column++) {
            int left = column * SIDE;
            assertEquals(0xff000000, montage.getProcessor().getPixel(left + 100, 100) | 0xff000000);
            assertTrue(dark(montage, left) > 20 && dark(montage, left) < SIDE * 26 / 2, "label " + column);
        }
    }

    /** Dark pixels below a tile: those of its label. */
    private static long dark(ImagePlus montage, int left) {
        var pixels = (ColorProcessor) montage.getProcessor();
        return IntStream.range(left + 4, left + SIDE - 4).mapToLong(x -> IntStream.range(SIDE + 3, montage.getHeight() - 3)
                .filter(y -> pixels.getColor(x, y).getRed() < 128).count()).sum();
    }
}
