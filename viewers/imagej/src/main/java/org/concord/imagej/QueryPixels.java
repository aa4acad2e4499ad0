package org.concord.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import org.concord.client.Pixels;

/** The picture that is looked for: the image, or the rectangle around its ROI. No dialogs, no window. */
final class QueryPixels {
    static final int LEAST_SIDE = 16;
    static final int LARGEST_SIDE = 2048;

    private QueryPixels() {}

    /**
     * Throws IllegalArgumentException for an image that is no colour image, and for a part that is too small or lies outside.
     *
     * @param mpp resolution that the model reads, in micrometres a pixel; null: it does not say, and pixels are taken as they are, as they are where the image does not
     *     say its own
     */
    static Pixels of(ImagePlus image, Double mpp) {
        if (image.getType() != ImagePlus.COLOR_RGB) {
            throw new IllegalArgumentException("This image is no RGB image (" + image.getBitDepth() + " bits a channel). Concord compares stained sections in colour: "
                    + "if it is one, convert it by Image > Type > RGB Color.");
        }
        var part = part(image);
        image.getProcessor().setRoi(part);
        var pixels = (ColorProcessor) scaled(image.getProcessor().crop(), scale(image.getCalibration(), mpp));
        return Pixels.of(pixels.getWidth(), pixels.getHeight(), (int[]) pixels.getPixels());
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

    private static double scale(Calibration calibration, Double mpp) {
        double own = switch (calibration.getUnit()) {
            case "micron", "µm", "um" -> calibration.pixelWidth;
            case "mm" -> calibration.pixelWidth * 1000;
            case "nm" -> calibration.pixelWidth / 1000;
            default -> 0;
        };
        return mpp == null || own <= 0 ? 1 : own / mpp;
    }

    private static ImageProcessor scaled(ImageProcessor pixels, double scale) {
        double side = Math.max(pixels.getWidth(), pixels.getHeight()) * scale;
        double fitting = side > LARGEST_SIDE ? scale * LARGEST_SIDE / side : scale;
        if (fitting == 1) {
            return pixels;
        }
        pixels.setInterpolationMethod(ImageProcessor.BILINEAR);
        int width = Math.max(1, (int) Math.round(pixels.getWidth() * fitting));
        int height = Math.max(1, (int) Math.round(pixels.getHeight() * fitting));
        return pixels.resize(width, height, true);
    }
}
