package meetpost.broker.connection;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.access.Logins;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/**
 * Who gets a connection where as many as there may be wait to be let in: whoever has fewest of them
 * comes before whoever has most. Confined to the event loop.
 */
public final class Admission {

    private final Limits limits;
    private final Counters counters;
    private final EventLog events;

    /** Not let in yet, by address, the oldest first. */
    private final Map<String, LinkedHashSet<Evictable>> waiting = new LinkedHashMap<>();

    public Admission(Limits limits, Counters counters, EventLog events) {
        this.limits = limits;
        this.counters = counters;
        this.events = events;
    }

    /**
     * Counts a connection in. Where too many have not got further than this, the oldest of the
     * address that has most of them goes; false if there is none that could.
     */
    boolean accepts(InetSocketAddress from) {
        int connecting = counters.connections - counters.clients;
        if (connecting >= limits.count(Limit.CONNECTING)) {
            counters.reached(Limit.CONNECTING);
            if (!oldestGoes()) {
                refused(from, connecting + " wait to be let in already");
                return false;
            }
        }
        counters.connections++;
        counters.connectionsTotal++;
        return true;
    }

    private boolean oldestGoes() {
        LinkedHashSet<Evictable> most = new LinkedHashSet<>();
        for (LinkedHashSet<Evictable> one : waiting.values()) {
            most = one.size() > most.size() ? one : most;
        }
        Optional<Evictable> oldest = most.stream().findFirst();
        oldest.ifPresent(one -> one.end("others wait to be let in, and most from its address"));
        return oldest.isPresent();
    }

    /** A connection was counted in, and there is no memory for it. */
    void noRoomFor(InetSocketAddress from) {
        counters.connections--;
        counters.reached(Limit.MEMORY_SIZE);
        refused(from, "there is no memory for it");
    }

    private void refused(InetSocketAddress from, String why) {
        counters.refused++;
        events.event("connection from %s refused: %s", from.getAddress().getHostAddress(), why);
    }

    /** It has not said who it is. */
    void waits(Evictable connection) {
        waiting.computeIfAbsent(Logins.address(connection.host()), host -> new LinkedHashSet<>())
                .add(connection);
    }

    /**
     * It is known whose it is: what it took until now is the owner's from now on.
     *
     * @throws ProtocolException if there is no room for that
     */
    void letIn(Evictable connection, Share owner) throws ProtocolException {
        Holding holding = connection.holding();
        long taken = holding.held(Use.CONNECTING);
        holding.give(Use.CONNECTING, taken);
        holding.belongTo(owner);
        if (!holding.take(Use.CONNECTIONS, taken)) {
            holding.force(Use.CONNECTING, taken, taken);
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE, Reason.QUOTA_EXCEEDED, "there is no memory for it");
        }
        waitsNoMore(connection);
    }

    /** It is let in, or on its way out. */
    void waitsNoMore(Evictable connection) {
        String host = Logins.address(connection.host());
        LinkedHashSet<Evictable> others = waiting.get(host);
        if (others != null && others.remove(connection) && others.isEmpty()) {
            waiting.remove(host);
        }
    }

    void closed() {
        counters.connections--;
    }
}
