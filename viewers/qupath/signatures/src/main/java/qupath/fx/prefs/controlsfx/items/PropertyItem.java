package qupath.fx.prefs.controlsfx.items;

import org.controlsfx.control.PropertySheet;

public abstract class PropertyItem implements PropertySheet.Item {}
