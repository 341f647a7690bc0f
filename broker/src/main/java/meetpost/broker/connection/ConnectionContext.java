package meetpost.broker.connection;

import java.util.Set;
import meetpost.broker.access.Logins;
import meetpost.broker.access.Shares;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.routing.Router;
import meetpost.broker.routing.SubscriptionRegister;
import meetpost.broker.session.DeferredWrites;
import meetpost.broker.session.Sessions;
import meetpost.broker.settings.Limits;
import meetpost.broker.storage.Store;
import meetpost.broker.storage.WriteBatch;

/**
 * What all connections of a broker use.
 *
 * @param reader of one packet at a time
 * @param round what is sent and written at its end
 * @param unread those whose sockets have not taken all, whoever took nothing for longest first
 */
public record ConnectionContext(
        Limits limits,
        Counters counters,
        EventLog events,
        Shares shares,
        Store store,
        PacketReader reader,
        Logins logins,
        Admission admission,
        Sessions sessions,
        SubscriptionRegister register,
        Router router,
        WriteBatch round,
        DeferredWrites deferred,
        HalfPackets halfPackets,
        Set<Evictable> unread) {

    /** Monotonic nanoseconds. */
    long now() {
        return System.nanoTime();
    }

    void event(String kind, Object... values) {
        events.event(kind, values);
    }
}
