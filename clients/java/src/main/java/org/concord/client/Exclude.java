package org.concord.client;

/** Which relatives of a query are no answers to it. */
public enum Exclude { NONE, SLIDE, CASE, PATIENT, CENTRE }
