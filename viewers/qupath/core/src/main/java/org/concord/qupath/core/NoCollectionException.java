package org.concord.qupath.core;

/** There is nothing to search yet: the viewer may offer to index what is open. */
public final class NoCollectionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NoCollectionException() {
        super("There is no collection yet. Index this project first: Extensions > Concord > Index this project…");
    }
}
