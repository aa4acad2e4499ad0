package qupath.lib.gui.viewer.overlays;

public interface PathOverlay {}
