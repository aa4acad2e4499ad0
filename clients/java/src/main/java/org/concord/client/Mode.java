package org.concord.client;

/** How a search reads: as the collection decides, every row, or by its index where it has one. */
public enum Mode { AUTO, EXACT, ANN }
