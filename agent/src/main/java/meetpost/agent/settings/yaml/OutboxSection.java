package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.List;
import meetpost.agent.settings.OutboxSettings;

/** {@code outbox:}. */
final class OutboxSection {

    private static final String SLOWEST_DRAIN = "1/min";
    private static final String FASTEST_DRAIN = "10000/s";

    private static final Key<Integer> MEMORY =
            Key.of(
                    "memory",
                    Scalars.whole(1, 1_000_000),
                    "2000",
                    "Readings kept in memory while the broker is away.");
    private static final Key<Long> DISK =
            Key.of(
                    "disk",
                    Units.size("16MB"),
                    "16MB",
                    "Readings kept on disk after that, at most this much; `0`: none.");
    private static final Key<Duration> MAX_AGE =
            Key.of(
                    "max-age",
                    duration("7d", Duration.ofMinutes(1), Duration.ofDays(366)),
                    "7d",
                    "Older readings are dropped and counted.");
    private static final Key<Duration> FLUSH =
            Key.of(
                    "flush",
                    duration("60s", Duration.ofSeconds(1), Duration.ofDays(1)),
                    "60s",
                    "One batch to disk in this long: what a power cut loses at most. What outputs are is"
                            + " written when it has stood for this long, their safe level at once.");

    private static final Key<Double> DRAIN =
            Key.of(
                    "drain",
                    Units.rate(SLOWEST_DRAIN, FASTEST_DRAIN),
                    "500/s",
                    "What waited is sent as fast as the broker acknowledges it, and no faster than this;"
                            + " what is measured now goes before it.");

    static final Group GROUP = new Group("outbox", List.of(MEMORY, DISK, MAX_AGE, FLUSH, DRAIN));

    private OutboxSection() {}

    static OutboxSettings read(Section section) {
        return new OutboxSettings(
                section.value(MEMORY),
                section.value(DISK),
                section.value(MAX_AGE),
                section.value(FLUSH),
                section.value(DRAIN));
    }
}
