package org.concord.qupath;

import qupath.lib.common.Version;
import qupath.lib.gui.QuPathGUI;
import qupath.lib.gui.extensions.QuPathExtension;

/**
 * Extensions, Concord. The constructor does nothing and nothing is static but constants: in QuPath 0.6 an extension that cannot be constructed silently hides all those that are
 * loaded after it.
 */
public final class ConcordExtension implements QuPathExtension {
    private static final String NAME = "Concord";
    private static final String OLDEST_QUPATH = "0.5.0";

    private boolean installed;

    @Override
    public void installExtension(QuPathGUI qupath) {
        // QuPath may call it again, when an extension is dropped on it once more.
        if (installed) {
            return;
        }
        installed = true;
        var preferences = Preferences.get();
        preferences.addTo(qupath);
        new Commands(qupath, preferences).addTo(qupath.getMenu("Extensions>" + NAME, true));
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getDescription() {
        return "Earlier cases like a region of the slide: search, heatmap and indexing by a Concord engine on this machine. For research, no diagnosis.";
    }

    @Override
    public Version getQuPathVersion() {
        return Version.parse(OLDEST_QUPATH);
    }
}
