package org.concord.qupath;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.concord.qupath.core.SimilarityMap;
import qupath.lib.gui.viewer.QuPathViewer;
import qupath.lib.gui.viewer.overlays.BufferedImageOverlay;
import qupath.lib.images.ImageData;
import qupath.lib.objects.PathObject;
import qupath.lib.objects.PathObjects;
import qupath.lib.objects.classes.PathClass;
import qupath.lib.regions.ImagePlane;
import qupath.lib.roi.ROIs;

/** A heatmap in QuPath: laid over the slide, which changes no data, or as detections, which can be measured and exported. */
final class HeatmapView {
    /** Without ": ", which would make two classes of it. */
    private static final String CLASS = "Concord tile";

    private HeatmapView() {}

    /** JavaFX's thread. The overlay goes when another image is opened. */
    static void lay(SimilarityMap map, QuPathViewer viewer) {
        var server = viewer.getImageData().getServer();
        viewer.setCustomPixelLayerOverlay(new BufferedImageOverlay(viewer, map.picture(server.getWidth(), server.getHeight())));
    }

    /** Puts new tiles in the place of those that an earlier heatmap added; they are the answer. */
    static List<PathObject> replaceDetections(SimilarityMap map, ImageData<BufferedImage> image, List<PathObject> earlier) {
        image.getHierarchy().removeObjects(earlier, true);
        return addDetections(map, image);
    }

    /** The objects that were added. */
    static List<PathObject> addDetections(SimilarityMap map, ImageData<BufferedImage> image) {
        var tiles = new ArrayList<PathObject>();
        var plane = ImagePlane.getPlane(0, 0);
        var pathClass = PathClass.fromString(CLASS);
        for (var cell : map.cells()) {
            var place = cell.place();
            var tile = PathObjects.createTileObject(ROIs.createRectangleROI(place.x(), place.y(), place.width(), place.height(), plane), pathClass, null);
            tile.getMeasurementList().put("Concord: similarity", cell.similarity());
            tile.getMeasurementList().put("Concord: distance", cell.distance());
            tiles.add(tile);
        }
        image.getHierarchy().addObjects(tiles);
        return tiles;
    }
}
