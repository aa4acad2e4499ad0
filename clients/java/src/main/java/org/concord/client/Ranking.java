package org.concord.client;

/** Which way the distance between two slides is taken. */
public enum Ranking { SYMMETRIC, QUERY_TO_SLIDE, SLIDE_TO_QUERY }
