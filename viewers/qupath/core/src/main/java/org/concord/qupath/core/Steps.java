package org.concord.qupath.core;

/** Told in plain words what is being done, on the thread that does it: return at once. */
public interface Steps {
    Steps SILENT = (words, share) -> {};

    /**
     * What is being done.
     *
     * @param share of it that is done, 0 to 1; below 0 where that is not known
     */
    void say(String words, double share);

    default void say(String words) {
        say(words, -1);
    }
}
