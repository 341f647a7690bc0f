package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is kept while the broker is away.
 *
 * @param memory readings in memory, at least 1
 * @param diskBytes on disk at most; 0: nothing on disk
 * @param maxAge older readings are dropped and counted
 * @param flush one batch to disk in this long
 * @param drainPerSecond readings that are sent later leave at most so fast, above 0
 */
public record OutboxSettings(
        int memory, long diskBytes, Duration maxAge, Duration flush, double drainPerSecond) {

    public OutboxSettings {
        requireNonNull(maxAge, "maxAge");
        requireNonNull(flush, "flush");
    }
}
