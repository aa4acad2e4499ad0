package org.concord.qupath.core;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.concord.client.Region;

/** A slide that is open, as far as a search reads it. One thread at a time. */
public interface RegionSource {
    /** As the viewer shows it. */
    String name();

    /** In level-0 pixels. */
    int width();

    /** In level-0 pixels. */
    int height();

    /** Micrometres a level-0 pixel; NaN where the slide does not say. */
    double mpp();

    /** Whether it is a colour image of 8 bits a channel. */
    boolean isRgb();

    /** What it is where it is not that, in words: "3 channels of 16 bits". */
    String kind();

    /** Downsamplings that are stored, level 0 first. */
    double[] downsamples();

    /** Where its file lies; null where it is none, or several. */
    Path file();

    /** The pixels of a region that lies on the slide, about width / downsample of them a row. */
    BufferedImage read(Region region, double downsample) throws IOException;
}
