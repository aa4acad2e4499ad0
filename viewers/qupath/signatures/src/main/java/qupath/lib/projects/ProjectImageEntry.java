package qupath.lib.projects;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;

public interface ProjectImageEntry<T> {
    String getID();

    String getImageName();

    Map<String, String> getMetadata();

    Map<String, String> getMetadataMap();

    Collection<URI> getURIs() throws IOException;
}
