package meetpost.agent.settings.yaml;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** {@code broker.limits:}, how far each bound of our broker goes. */
final class LimitsSection {

    private static final int MANY = 1_000_000;

    private static final List<Map.Entry<Limit, Key<Long>>> KEYS =
            List.of(
                    count(
                            Limit.CONNECTIONS,
                            100_000,
                            "2000",
                            "Clients connected at once; beyond, whoever has most of them loses one to"
                                    + " whoever has fewer, else the further one is closed."),
                    count(
                            Limit.CONNECTING,
                            100_000,
                            "2000",
                            "Connections besides, whose client is not let in yet; beyond, the oldest of"
                                    + " the address with most of them is closed."),
                    entry(
                            Limit.PACKET_SIZE,
                            Key.of(
                                    "packet-size",
                                    Units.size("2MB", 1 << 10, 256 << 20),
                                    "2MB",
                                    "The largest packet; a larger one closes its connection.")),
                    count(
                            Limit.INFLIGHT,
                            65_535,
                            "20",
                            "Messages of QoS 1 and 2 under way to a client without its"
                                    + " acknowledgement, and from it."),
                    count(
                            Limit.QUEUE_MESSAGES,
                            MANY,
                            "10000",
                            "Messages that wait for one session; then the oldest of QoS 0 go,"
                                    + " then new ones are lost to it alone."),
                    size(
                            Limit.QUEUE_SIZE,
                            "`16MB`, at most a sixth of the heap",
                            "The same in bytes of memory."),
                    size(
                            Limit.ALL_QUEUES_SIZE,
                            "a quarter of the heap",
                            "What waits for all sessions together, in bytes of memory."),
                    count(
                            Limit.SESSIONS,
                            100_000,
                            "5000",
                            "Sessions, connected or kept; then one of a client that is away goes: of whoever"
                                    + " has most, the longest absent one."),
                    count(
                            Limit.SUBSCRIPTIONS,
                            MANY,
                            "1000",
                            "Subscriptions of one session; a further one is refused."),
                    count(
                            Limit.TOPIC_LEVELS,
                            1_000,
                            "201",
                            "Levels of a topic; a deeper one closes its connection."),
                    count(
                            Limit.RETAINED_MESSAGES,
                            MANY,
                            "20000",
                            "Retained messages; on a further topic nothing is retained."),
                    size(
                            Limit.RETAINED_SIZE,
                            "an eighth of the heap",
                            "The same in bytes of memory, without what lives on the disk."),
                    entry(
                            Limit.RETAINED_DISK_SIZE,
                            Key.of(
                                    "retained-disk-size",
                                    Units.size("64MB", 1 << 10, 64L << 30),
                                    "64MB",
                                    "Payloads over 4 KB of retained messages, which live on the disk"
                                            + " where the broker has one; beyond, such a value is"
                                            + " not retained, and the one before it goes.")),
                    size(
                            Limit.MEMORY_SIZE,
                            "half of the heap",
                            "All that clients may make the broker keep in the heap; beyond, whoever"
                                    + " holds most gives way."),
                    size(
                            Limit.BUFFERS_SIZE,
                            "three fifths of the JVM's direct memory",
                            "Packets whose last byte has not come, and what clients do not fetch;"
                                    + " beyond, whoever holds most is closed."),
                    time(
                            Limit.CONNECT_TIME,
                            "10s",
                            "From a connection to its CONNECT; then it is closed."),
                    entry(
                            Limit.KEEP_ALIVE,
                            Key.optional(
                                    "keep-alive",
                                    new Converted<>(
                                            Units.duration(
                                                    "5m",
                                                    Duration.ofSeconds(1),
                                                    Duration.ofHours(18)),
                                            Duration::toMillis),
                                    "any",
                                    "The longest keep-alive: MQTT 5 clients with a longer one or"
                                            + " none are told this, older ones are refused.")),
                    time(
                            Limit.SLOW_READER,
                            "30s",
                            "A client that takes nothing of what waits for it for this long is"
                                    + " closed."));

    static final Group GROUP =
            new Group("broker.limits", KEYS.stream().<Key<?>>map(Map.Entry::getValue).toList());

    private LimitsSection() {}

    static Limits read(Section section, ProblemReport report) {
        Limits usual = Limits.defaults();
        Limits limits = usual;
        for (Map.Entry<Limit, Key<Long>> one : KEYS) {
            Optional<Long> value = value(section, one.getValue());
            limits = value.isPresent() ? limits.with(one.getKey(), value.get()) : limits;
        }
        long heap = Runtime.getRuntime().maxMemory();
        // Without a word the broker takes three fifths of the direct memory.
        long direct = usual.of(Limit.BUFFERS_SIZE) / 3 * 5;
        warnings(section, report).check(limits, heap, direct);
        return limits;
    }

    static LimitWarnings warnings(Section section, ProblemReport report) {
        return new LimitWarnings(
                section,
                KEYS.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                report);
    }

    /** Empty for what depends on the heap and is left to the broker. */
    private static Optional<Long> value(Section section, Key<Long> key) {
        return key.hasFallback() ? Optional.of(section.value(key)) : section.find(key);
    }

    private static Map.Entry<Limit, Key<Long>> count(
            Limit bound, int most, String usual, String doc) {
        Type<Long> type = new Converted<>(Scalars.whole(1, most), Integer::longValue);
        return entry(bound, Key.of(bound.key(), type, usual, doc));
    }

    private static Map.Entry<Limit, Key<Long>> size(Limit bound, String usual, String doc) {
        Type<Long> type = Units.size("8MB", 1 << 10, 64L << 30);
        return entry(bound, Key.optional(bound.key(), type, usual, doc));
    }

    private static Map.Entry<Limit, Key<Long>> time(Limit bound, String usual, String doc) {
        Type<Duration> type = Units.duration(usual, Duration.ofSeconds(1), Duration.ofHours(1));
        return entry(
                bound, Key.of(bound.key(), new Converted<>(type, Duration::toMillis), usual, doc));
    }
}
