package qupath.lib.images.servers;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import qupath.lib.regions.RegionRequest;

public interface ImageServer<T> {
    String getPath();

    Collection<URI> getURIs();

    double[] getPreferredDownsamples();

    int getWidth();

    int getHeight();

    int nChannels();

    boolean isRGB();

    PixelType getPixelType();

    PixelCalibration getPixelCalibration();

    ImageServerMetadata getMetadata();

    T readRegion(RegionRequest request) throws IOException;
}
