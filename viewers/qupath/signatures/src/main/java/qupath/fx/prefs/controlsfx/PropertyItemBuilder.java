package qupath.fx.prefs.controlsfx;

import javafx.beans.property.Property;
import org.controlsfx.control.PropertySheet;

public class PropertyItemBuilder<T> {
    public PropertyItemBuilder(Property<T> prop, Class<? extends T> cls) {}

    public native PropertyItemBuilder<T> name(String name);

    public native PropertyItemBuilder<T> category(String category);

    public native PropertyItemBuilder<T> description(String description);

    public native PropertySheet.Item build();
}
