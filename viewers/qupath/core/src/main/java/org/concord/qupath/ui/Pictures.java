package org.concord.qupath.ui;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import org.concord.client.Pixels;

/** Pixels on the screen. */
final class Pictures {
    private Pictures() {}

    /** Fitted into a square; where there is no picture, why. */
    static Node node(Pixels pixels, String why, double side) {
        var frame = new StackPane(pixels == null ? missing(why, side) : view(pixels, side));
        frame.setMinSize(side, side);
        frame.setMaxSize(side, side);
        return frame;
    }

    private static ImageView view(Pixels pixels, double side) {
        var image = new WritableImage(pixels.width(), pixels.height());
        image.getPixelWriter().setPixels(0, 0, pixels.width(), pixels.height(), PixelFormat.getByteRgbInstance(), pixels.data(), 0, 3 * pixels.width());
        var view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setFitWidth(side);
        view.setFitHeight(side);
        return view;
    }

    private static Label missing(String why, double side) {
        var label = new Label("No picture: " + why);
        label.setWrapText(true);
        label.setMaxSize(side, side);
        label.setStyle("-fx-border-color: -fx-box-border; -fx-padding: 6; -fx-font-size: 0.85em;");
        return label;
    }
}
