package org.concord.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import org.concord.client.Pixels;

/**
 * The picture that is looked for: the image, or the rectangle around its ROI. No dialogs, no window.
 *
 * @param note what should be known of it; empty: nothing
 */
record QueryPixels(Pixels pixels, String note) {
    static final int LEAST_SIDE = 16;
    static final int LARGEST_SIDE = 2048;

    /** Resolutions of microscopes, in micrometres a pixel. Others are of print or screen, which many programs write into files unasked. */
    private static final double FINEST = 0.02;
    private static final double COARSEST = 50;

    /**
     * Throws IllegalArgumentException for an image that is no colour image, and for a part that is too small or lies outside.
     *
     * @param mpp resolution that the model reads, in micrometres a pixel; null: it does not say, and pixels are taken as they are, as they are where the image does not
     *     say its own
     */
    static QueryPixels of(ImagePlus image, Double mpp) {
        check(image);
        var processor = image.getProcessor();
        processor.setRoi(part(image));
        double own = micrometres(image.getCalibration());
        var pixels = (ColorProcessor) scaled(processor, mpp == null || own == 0 ? 1 : own / mpp);
        var note = mpp != null && own == 0
                ? "the image says no resolution, its pixels are taken as they are; the model reads " + mpp + " micrometres a pixel (Image > Properties...)"
                : "";
        return new QueryPixels(Pixels.of(pixels.getWidth(), pixels.getHeight(), (int[]) pixels.getPixels()), note);
    }

    /** Throws as `of` does, before anything is asked of anybody. */
    static void check(ImagePlus image) {
        if (image.getType() != ImagePlus.COLOR_RGB) {
            throw new IllegalArgumentException("This image is no RGB image (" + image.getBitDepth() + " bits a channel). Concord compares stained sections in colour: "
                    + "if it is one, convert it by Image > Type > RGB Color.");
        }
        part(image);
    }

    private static Rectangle part(ImagePlus image) {
        var whole = new Rectangle(0, 0, image.getWidth(), image.getHeight());
        var part = image.getRoi() == null ? whole : image.getRoi().getBounds().intersection(whole);
        if (part.width < LEAST_SIDE || part.height < LEAST_SIDE) {
            throw new IllegalArgumentException("The part to look for has " + Math.max(0, part.width) + " x " + Math.max(0, part.height) + " pixels within the image; it needs "
                    + LEAST_SIDE + " x " + LEAST_SIDE + ". Draw a larger one, or remove it to take the whole image.");
        }
        return part;
    }

    /** 0: it does not say. */
    private static double micrometres(Calibration calibration) {
        double own = switch (calibration.getUnit()) {
            case "micron", "µm", "um" -> calibration.pixelWidth;
            case "cm" -> calibration.pixelWidth * 10_000;
            case "mm" -> calibration.pixelWidth * 1000;
            case "nm" -> calibration.pixelWidth / 1000;
            default -> 0;
        };
        return own >= FINEST && own <= COARSEST ? own : 0;
    }

    /** Its part, without a copy of it at full size where it is made smaller. */
    private static ImageProcessor scaled(ImageProcessor image, double scale) {
        var part = image.getRoi();
        double side = Math.max(part.width, part.height) * scale;
        double fitting = side > LARGEST_SIDE ? scale * LARGEST_SIDE / side : scale;
        if (fitting == 1) {
            return image.crop();
        }
        image.setInterpolationMethod(ImageProcessor.BILINEAR);
        int width = Math.max(1, (int) Math.round(part.width * fitting));
        int height = Math.max(1, (int) Math.round(part.height * fitting));
        return image.resize(width, height, true);
    }
}
