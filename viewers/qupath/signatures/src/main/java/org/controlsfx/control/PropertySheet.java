package org.controlsfx.control;

import javafx.collections.ObservableList;
import javafx.scene.control.Control;

public class PropertySheet extends Control {
    public interface Item {}

    private PropertySheet() {}

    public final native ObservableList<Item> getItems();
}
