package org.concord.client.wire;

/** A MessagePack value of an application's own type. The protocol has none; a later one's are passed over like unknown keys. */
public record Extension(int type, byte[] data) {}
