package org.concord.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QueryPixelsTest {
    private static ImagePlus image(int width, int height) {
        var pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0xff000000 | (i % width) << 16 | (i / width) << 8 | 7;
        }
        return new ImagePlus("drawn", new ColorProcessor(width, height, pixels));
    }

    @Test
    void of_anImage_isAllOfItInRgb() {
        var pixels = QueryPixels.of(image(40, 30), null).pixels();
        assertEquals(40, pixels.width());
        assertEquals(30, pixels.height());
        assertArrayEquals(new byte[] {39, 29, 7}, Arrays.copyOfRange(pixels.data(), pixels.data().length - 3, pixels.data().length));
    }

    @Test
    void of_aRoi_isTheRectangleAroundItWithinTheImage() {
        var image = image(100, 100);
        image.setRoi(new OvalRoi(10, 20, 30, 40));
        var oval = QueryPixels.of(image, null).pixels();
        assertEquals(30, oval.width());
        assertArrayEquals(new byte[] {10, 20, 7}, Arrays.copyOf(oval.data(), 3));
        image.setRoi(new Roi(80, -10, 90, 40));
        var cut = QueryPixels.of(image, null).pixels();
        assertEquals(20, cut.width());
        assertEquals(30, cut.height());
    }

    @Test
    void of_aRoiTooSmallOrOutside_isRefusedWithWhatToDo() {
        var image = image(100, 100);
        for (var roi : new Roi[] {new Roi(5, 5, 15, 40), new Roi(500, 500, 50, 50), new Roi(90, 90, 50, 50)}) {
            image.setRoi(roi);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> QueryPixels.of(image, null)).getMessage().contains("Draw a larger one"));
        }
    }

    @Test
    void of_anImageThatIsNoRgb_isRefused() {
        for (var processor : new ImageProcessor[] {new ByteProcessor(50, 50), new ShortProcessor(50, 50)}) {
            assertThrows(IllegalArgumentException.class, () -> QueryPixels.of(new ImagePlus("grey", processor), null));
        }
    }

    @Test
    void of_aCalibratedImage_hasTheModelsResolution() {
        var image = image(200, 100);
        image.getCalibration().setUnit("micron");
        image.getCalibration().pixelWidth = 0.25;
        assertEquals(100, QueryPixels.of(image, 0.5).pixels().width());
        assertEquals(200, QueryPixels.of(image, null).pixels().width());
        image.getCalibration().setUnit("inch");
        assertEquals(200, QueryPixels.of(image, 0.5).pixels().width());
    }

    @Test
    void of_aHugeImage_fitsIntoAMessage() {
        var pixels = QueryPixels.of(image(5000, 2500), null).pixels();
        assertEquals(QueryPixels.LARGEST_SIDE, pixels.width());
        assertEquals(QueryPixels.LARGEST_SIDE / 2, pixels.height());
    }
}
