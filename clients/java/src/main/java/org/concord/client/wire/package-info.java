/**
 * Frames and messages of docs/protocol.md, and the MessagePack under them. Not part of the client's interface: it may change with any version.
 */
package org.concord.client.wire;
