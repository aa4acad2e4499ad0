package qupath.lib.gui;

import java.awt.image.BufferedImage;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Menu;
import javafx.stage.Stage;
import qupath.lib.gui.panes.PreferencePane;
import qupath.lib.gui.viewer.QuPathViewer;
import qupath.lib.images.ImageData;
import qupath.lib.projects.Project;
import qupath.lib.projects.ProjectImageEntry;

public class QuPathGUI {
    private QuPathGUI() {}

    public native Stage getStage();

    public native Menu getMenu(String name, boolean createMenu);

    public native PreferencePane getPreferencePane();

    public native QuPathViewer getViewer();

    public native ImageData<BufferedImage> getImageData();

    public native ReadOnlyObjectProperty<ImageData<BufferedImage>> imageDataProperty();

    public native Project<BufferedImage> getProject();

    public native ReadOnlyObjectProperty<Project<BufferedImage>> projectProperty();

    public native boolean openImageEntry(ProjectImageEntry<BufferedImage> entry);
}
