package qupath.lib.gui.viewer.overlays;

public abstract class AbstractOverlay implements PathOverlay {}
