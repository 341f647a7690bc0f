package meetpost.broker.settings;

import java.util.Locale;

/** Everything that a client could make large, in time or in space. */
public enum Limit {
    /** Clients connected at once. */
    CONNECTIONS,
    /** Connections besides, whose client is not let in yet. */
    CONNECTING,
    /** Bytes of the largest packet that is taken. */
    PACKET_SIZE,
    /** Messages of QoS 1 and 2 sent to a client and not acknowledged; the same from it. */
    INFLIGHT,
    /** Messages that wait for one session. */
    QUEUE_MESSAGES,
    /** Bytes of them, with what they take of the heap. */
    QUEUE_SIZE,
    /** Bytes that wait for all sessions together. */
    ALL_QUEUES_SIZE,
    /** Kept, connected or not. */
    SESSIONS,
    /** Of one session. */
    SUBSCRIPTIONS,
    /** Of a topic or filter. */
    TOPIC_LEVELS,
    /** Retained in the broker. */
    RETAINED_MESSAGES,
    /** Bytes of them, with what they take of the heap. */
    RETAINED_SIZE,
    /** Bytes of the disk for payloads of retained messages that are over 4 KB. */
    RETAINED_DISK_SIZE,
    /** Bytes of the heap that clients may fill in all. */
    MEMORY_SIZE,
    /** Bytes of direct memory: packets that are not whole, and what clients have not fetched. */
    BUFFERS_SIZE,
    /** Milliseconds from the connection to its CONNECT. */
    CONNECT_TIME,
    /** Milliseconds of the longest keep-alive that a client may have. */
    KEEP_ALIVE,
    /** Milliseconds that a client may take nothing of what waits in its socket. */
    SLOW_READER;

    /** As settings and metrics write it: {@code packet-size}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
