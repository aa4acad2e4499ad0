/**
 * The client of Concord's engine, over a pipe of this machine. Begin with {@link org.concord.client.ConcordClient#connect}. Coordinates and sizes are pixels of a slide's
 * level 0 unless said otherwise; resolutions are micrometres a pixel (mpp); text may be null where the engine knows nothing, and the record's comment says so.
 */
package org.concord.client;
