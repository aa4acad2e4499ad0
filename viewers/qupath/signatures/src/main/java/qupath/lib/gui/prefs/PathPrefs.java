package qupath.lib.gui.prefs;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.StringProperty;

public class PathPrefs {
    private PathPrefs() {}

    public static native BooleanProperty createPersistentPreference(String name, boolean defaultValue);

    public static native StringProperty createPersistentPreference(String name, String defaultValue);
}
