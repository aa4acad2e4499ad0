package qupath.lib.scripting;

import java.awt.image.BufferedImage;
import qupath.lib.images.ImageData;
import qupath.lib.objects.PathObject;
import qupath.lib.projects.Project;

public class QP {
    private QP() {}

    public static native ImageData<BufferedImage> getCurrentImageData();

    public static native PathObject getSelectedObject();

    public static native Project<BufferedImage> getProject();
}
