/** Panes of the QuPath extension, of JavaFX alone: they show what {@link org.concord.qupath.core} finds, and tell a {@link org.concord.qupath.ui.ViewerActions} what the user wants. */
package org.concord.qupath.ui;
