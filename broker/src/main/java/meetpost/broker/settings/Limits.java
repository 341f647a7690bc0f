package meetpost.broker.settings;

import static java.util.Objects.requireNonNull;

import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.EnumMap;

/** How far each {@link Limit} goes. */
public final class Limits {

    /** What two bytes of CONNECT hold. A limit of this is none. */
    public static final int LONGEST_KEEP_ALIVE_SECONDS = 0xFFFF;

    private final EnumMap<Limit, Long> values;

    private Limits(EnumMap<Limit, Long> values) {
        this.values = values;
    }

    /** Suit a small board with tens of clients, and the memory that the JVM was started with. */
    public static Limits defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Limits(new EnumMap<>(Limit.class))
                .with(Limit.CONNECTIONS, 2_000)
                .with(Limit.CONNECTING, 2_000)
                .with(Limit.PACKET_SIZE, 2 << 20)
                .with(Limit.INFLIGHT, 20)
                .with(Limit.QUEUE_MESSAGES, 10_000)
                .with(Limit.QUEUE_SIZE, Math.min(16L << 20, heap / 6))
                .with(Limit.ALL_QUEUES_SIZE, heap / 4)
                .with(Limit.SESSIONS, 5_000)
                .with(Limit.SUBSCRIPTIONS, 1_000)
                .with(Limit.TOPIC_LEVELS, 201)
                .with(Limit.RETAINED_MESSAGES, 20_000)
                .with(Limit.RETAINED_SIZE, heap / 8)
                .with(Limit.RETAINED_DISK_SIZE, 64L << 20)
                .with(Limit.MEMORY_SIZE, heap / 2)
                .with(Limit.BUFFERS_SIZE, directMemory() * 3 / 5)
                .with(Limit.CONNECT_TIME, 10_000)
                .with(Limit.KEEP_ALIVE, LONGEST_KEEP_ALIVE_SECONDS * 1_000L)
                .with(Limit.SLOW_READER, 30_000);
    }

    /** Bytes of direct memory that the JVM gives. */
    private static long directMemory() {
        return PlatformDependent.maxDirectMemory();
    }

    /**
     * The same but for one.
     *
     * @param value in the unit that {@link Limit} says, 1 or more
     * @throws IllegalArgumentException if it is less, or does not fit an {@code int} where it
     *     counts single things
     */
    public Limits with(Limit bound, long value) {
        boolean wide =
                switch (bound) {
                    case QUEUE_SIZE,
                            ALL_QUEUES_SIZE,
                            RETAINED_SIZE,
                            RETAINED_DISK_SIZE,
                            MEMORY_SIZE,
                            BUFFERS_SIZE ->
                            true;
                    default -> false;
                };
        if (value < 1 || (!wide && value > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "%s is %s, expected at least 1".formatted(bound.key(), value));
        }
        EnumMap<Limit, Long> others = values.clone();
        others.put(bound, value);
        return new Limits(others);
    }

    /** In the unit that {@link Limit} says. */
    public long of(Limit bound) {
        return requireNonNull(values.get(bound));
    }

    /** Of a bound that counts single things. */
    public int count(Limit bound) {
        return (int) of(bound);
    }

    /** Of a bound in time. */
    public Duration time(Limit bound) {
        return Duration.ofMillis(of(bound));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && values.equals(limits.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Limit bound : Limit.values()) {
            text.append(text.isEmpty() ? "" : ", ").append(bound.key()).append(": ");
            text.append(of(bound));
        }
        return text.toString();
    }
}
