package meetpost.broker.budget;

import java.util.List;
import java.util.Locale;

/** What memory is taken for. */
public enum Use {
    /** Connections, and what CONNECT, a will and topic aliases leave in them. */
    CONNECTIONS(Quota.HEAP, Quota.STANDING),
    /** Packets whose last byte has not come. */
    HALF_PACKETS(Quota.DIRECT),
    /** What was written to a client and not taken by its socket. */
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
    /** The places of their topics. */
    RETAINED_TOPICS(Quota.HEAP),
    /** The number of them. */
    RETAINED_MESSAGES(Quota.RETAINED_MESSAGES);

    // What List.of gives cannot be changed.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Quota> quotas;

    Use(Quota... quotas) {
        this.quotas = List.of(quotas);
    }

    /** Every one of them has to have room. */
    List<Quota> quotas() {
        return quotas;
    }

    /** As metrics write it: {@code half-packets}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
