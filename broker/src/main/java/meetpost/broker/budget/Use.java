package meetpost.broker.budget;

import java.util.Locale;

/** What memory is taken for. */
public enum Use {
    /** Connections whose client has not said who it is. */
    CONNECTING(Quota.HEAP),
    /** Connections, and what CONNECT, a will and topic aliases leave in them. */
    CONNECTIONS(Quota.HEAP, Quota.STANDING),
    /** Packets whose last byte has not come. */
    HALF_PACKETS(Quota.DIRECT),
    /** What clients have not fetched. */
    OUTPUT(Quota.DIRECT),
    /** Sessions and their subscriptions. */
    SESSIONS(Quota.HEAP, Quota.STANDING),
    /** Messages of QoS 2 from a client that wait for their PUBREL. */
    HELD(Quota.HEAP, Quota.STANDING),
    /** Messages to a client that wait to be sent. */
    QUEUES(Quota.HEAP, Quota.QUEUES),
    /** Messages to a client that it has not acknowledged. */
    INFLIGHT(Quota.HEAP),
    /** Retained messages. */
    RETAINED(Quota.HEAP, Quota.RETAINED),
    /** Their large payloads while the disk has not taken them. */
    RETAINED_UNWRITTEN(Quota.HEAP),
    /** Their large payloads, which live on the disk. */
    RETAINED_DISK(Quota.RETAINED_DISK),
    /** The places of their topics. */
    RETAINED_TOPICS(Quota.HEAP),
    /** The number of them. */
    RETAINED_MESSAGES(Quota.RETAINED_MESSAGES);

    // Nobody outside this package sees it, and nobody in it writes to it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Quota[] quotas;

    Use(Quota... quotas) {
        this.quotas = quotas.clone();
    }

    /** Every one of them has to have room. An array: it is walked for each message. */
    Quota[] quotas() {
        return quotas;
    }

    /** As metrics write it: {@code half-packets}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
