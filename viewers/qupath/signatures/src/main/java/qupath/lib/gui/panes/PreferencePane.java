package qupath.lib.gui.panes;

import org.controlsfx.control.PropertySheet;

public class PreferencePane {
    private PreferencePane() {}

    public native PropertySheet getPropertySheet();
}
