/**
 * The extension of QuPath: thin, for it cannot be tested without QuPath. What can be decided without it is in {@link org.concord.qupath.core}. Scripts begin with
 * {@link org.concord.qupath.Concord}.
 */
package org.concord.qupath;
