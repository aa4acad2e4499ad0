package org.concord.client;

/**
 * How the engine is.
 *
 * @param status `ok` or `stopping`
 * @param running requests
 * @param queued requests
 * @param collections open
 */
public record Health(String status, double uptimeSeconds, int connections, int running, int queued, int collections, long residentBytes) {
    static Health of(Document health) {
        return new Health(health.text("status", ""), health.number("uptime_seconds", 0), health.count("connections"), health.count("running"), health.count("queued"),
                health.count("collections"), health.whole("resident_bytes", 0));
    }
}
