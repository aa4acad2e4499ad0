package org.concord.qupath;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import org.concord.qupath.core.Settings;
import qupath.fx.prefs.controlsfx.PropertyItemBuilder;
import qupath.lib.gui.QuPathGUI;
import qupath.lib.gui.prefs.PathPrefs;

/** The settings in QuPath's preferences, by keys of their own: extensions share one store. */
final class Preferences {
    private static final String PREFIX = "concord.";
    private static final String CATEGORY = "Concord";

    private static Preferences all;

    private final Map<String, StringProperty> texts = new LinkedHashMap<>();
    private final Map<String, BooleanProperty> flags = new LinkedHashMap<>();

    private Preferences() {
        var defaults = Settings.defaults();
        text("pipe", defaults.pipe());
        flag("start", defaults.start());
        text("program", defaults.program());
        text("folders", defaults.folders());
        text("collection", defaults.collection());
        text("space", defaults.space());
        text("hits", defaults.hits());
        text("exclude", defaults.exclude());
        text("where", defaults.where());
        text("label", defaults.label());
        text("slideMpp", defaults.slideMpp());
        flag("radiology", defaults.radiology());
        flag("jobsGoOn", defaults.jobsGoOn());
    }

    static synchronized Preferences get() {
        if (all == null) {
            all = new Preferences();
        }
        return all;
    }

    /** As they are now. Any thread. */
    Settings settings() {
        return Settings.of(name -> flags.containsKey(name) ? String.valueOf(flags.get(name).get()) : texts.get(name).get());
    }

    void keep(Settings settings) {
        texts.get("pipe").set(settings.pipe());
        flags.get("start").set(settings.start());
        texts.get("program").set(settings.program());
        texts.get("folders").set(settings.folders());
        texts.get("collection").set(settings.collection());
        texts.get("space").set(settings.space());
        texts.get("hits").set(settings.hits());
        texts.get("exclude").set(settings.exclude());
        texts.get("where").set(settings.where());
        texts.get("label").set(settings.label());
        texts.get("slideMpp").set(settings.slideMpp());
        flags.get("radiology").set(settings.radiology());
        flags.get("jobsGoOn").set(settings.jobsGoOn());
    }

    /** The page Edit, Preferences, Concord. */
    void addTo(QuPathGUI qupath) {
        show(qupath, texts.get("pipe"), String.class, "Engine", "Name of the engine, as in concord serve --pipe");
        show(qupath, flags.get("start"), Boolean.class, "Start the engine where none runs", "It goes on when QuPath is closed");
        show(qupath, texts.get("program"), String.class, "Program", "Where the program concord lies; empty: $CONCORD, or concord on the PATH");
        show(qupath, texts.get("folders"), String.class, "Folders", "What an engine that QuPath starts may read, beside the folders of an indexed project");
        show(qupath, texts.get("collection"), String.class, "Collection", "What is searched; empty: the only one there is");
        show(qupath, texts.get("space"), String.class, "Space", "Of the collection; empty: its first");
        show(qupath, texts.get("hits"), String.class, "Hits", "How many are asked for");
        show(qupath, texts.get("exclude"), String.class, "Leave out of the same", "none, slide, case, patient or centre");
        show(qupath, texts.get("where"), String.class, "Only where", "A condition on labels, as label != \"normal\"");
        show(qupath, texts.get("label"), String.class, "Label voted on", "Its name in the collection");
        show(qupath, texts.get("slideMpp"), String.class, "µm a pixel", "Of slides that do not say it; empty: they are refused");
        show(qupath, flags.get("radiology"), Boolean.class, "Linked radiology", "Fetch the series of the hits' cases");
        show(qupath, flags.get("jobsGoOn"), Boolean.class, "Indexing goes on", "When QuPath is closed while a project is indexed");
    }

    private static <T> void show(QuPathGUI qupath, Property<T> property, Class<? extends T> type, String name, String description) {
        qupath.getPreferencePane().getPropertySheet().getItems().add(new PropertyItemBuilder<>(property, type).name(name).category(CATEGORY).description(description).build());
    }

    private void text(String name, String otherwise) {
        texts.put(name, PathPrefs.createPersistentPreference(PREFIX + name, otherwise));
    }

    private void flag(String name, boolean otherwise) {
        flags.put(name, PathPrefs.createPersistentPreference(PREFIX + name, otherwise));
    }
}
