package meetpost.broker;

import java.time.Duration;

/**
 * The bounds of everything a client could make large.
 *
 * @param connections at once
 * @param packetBytes the largest packet
 * @param inflight messages of QoS 1 and 2 sent to a client and not acknowledged; the same from it
 * @param queueMessages waiting for one session
 * @param queueBytes of them, with what they take of the heap
 * @param allQueuesBytes waiting for all sessions together
 * @param sessions that are kept, connected or not
 * @param subscriptions of one session
 * @param topicLevels of a topic or filter
 * @param retainedMessages in the broker
 * @param retainedBytes in the broker
 * @param connectTime from the connection to its CONNECT
 * @param stalledReader how long a client may take none of what waits in its socket
 */
public record Limits(
        int connections,
        int packetBytes,
        int inflight,
        int queueMessages,
        long queueBytes,
        long allQueuesBytes,
        int sessions,
        int subscriptions,
        int topicLevels,
        int retainedMessages,
        long retainedBytes,
        Duration connectTime,
        Duration stalledReader) {

    /** Suit a small board with tens of clients. A quarter of the heap for queues at most. */
    public static Limits defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Limits(
                2_000,
                2_000_000,
                20,
                10_000,
                Math.min(16L << 20, heap / 6),
                heap / 4,
                5_000,
                1_000,
                201,
                20_000,
                heap / 8,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }
}
