/**
 * What the QuPath extension does, without a class of QuPath or of a user interface. Begin with {@link org.concord.qupath.core.SimilarSearch},
 * {@link org.concord.qupath.core.ProjectIndexing} and {@link org.concord.qupath.core.SimilarityMap}. Coordinates are level-0 pixels unless said otherwise.
 */
package org.concord.qupath.core;
