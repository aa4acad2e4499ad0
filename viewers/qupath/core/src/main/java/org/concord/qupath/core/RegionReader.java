package org.concord.qupath.core;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;
import org.concord.client.Pixels;
import org.concord.client.Region;

/** Reads parts of a slide; what lies off it is white, as the engine has it. */
final class RegionReader {
    private static final int PICTURE_SIDE = 512;

    private RegionReader() {}

    /** Throws IllegalArgumentException, in words, for a slide whose colours the models do not read. */
    static void requireColour(RegionSource slide) {
        if (!slide.isRgb()) {
            throw new IllegalArgumentException("This image is no brightfield colour image (" + slide.kind() + "). Concord compares stained sections in 8-bit colour; "
                    + "fluorescence and 16-bit images have no place in such a collection.");
        }
    }

    /** Micrometres a level-0 pixel, as the slide says or else the user. Throws IllegalArgumentException where neither does. */
    static double mpp(RegionSource slide, double assumed) {
        double own = slide.mpp();
        if (own > 0 && !Double.isInfinite(own)) {
            return own;
        }
        if (assumed > 0) {
            return assumed;
        }
        throw new IllegalArgumentException("This slide does not say its resolution, so a region of it cannot be scaled as the model needs. "
                + "Set the pixel size in QuPath's Image tab, or say in Concord's preferences what such slides have.");
    }

    static Pixels tile(RegionSource slide, Region place, double downsample) {
        return Pixels.of(read(slide, place, downsample));
    }

    /** All of a region, small, for showing. */
    static Pixels picture(RegionSource slide, Region region) {
        double downsample = Math.max(1, (double) Math.max(region.width(), region.height()) / PICTURE_SIDE);
        return Pixels.of(read(slide, region, downsample));
    }

    private static BufferedImage read(RegionSource slide, Region place, double downsample) {
        var canvas = new BufferedImage(pixels(place.width(), downsample), pixels(place.height(), downsample), BufferedImage.TYPE_INT_RGB);
        var graphics = canvas.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            var on = onSlide(slide, place);
            if (on != null) {
                int left = (int) Math.round((on.x() - place.x()) / downsample);
                int top = (int) Math.round((on.y() - place.y()) / downsample);
                graphics.drawImage(pixelsOf(slide, on, downsample), left, top, pixels(on.width(), downsample), pixels(on.height(), downsample), null);
            }
        } finally {
            graphics.dispose();
        }
        return canvas;
    }

    private static BufferedImage pixelsOf(RegionSource slide, Region on, double downsample) {
        try {
            var image = slide.read(on, downsample);
            if (image != null) {
                return image;
            }
        } catch (IOException e) {
            throw new ConcordException(ErrorCode.IO_ERROR, "The slide cannot be read there: " + e.getMessage() + ". Is its file still where the project says?", e);
        }
        throw new ConcordException(ErrorCode.IO_ERROR, "The slide has no pixels there. Is its file still where the project says?");
    }

    private static Region onSlide(RegionSource slide, Region place) {
        long left = Math.max(0, place.x());
        long top = Math.max(0, place.y());
        long right = Math.min(slide.width(), place.x() + place.width());
        long bottom = Math.min(slide.height(), place.y() + place.height());
        return right > left && bottom > top ? new Region(left, top, right - left, bottom - top) : null;
    }

    private static int pixels(long side, double downsample) {
        return Math.max(1, (int) Math.round(side / downsample));
    }
}
