package meetpost.broker;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;

/**
 * Who gets a connection where there are as many as there may be: whoever has fewest comes before
 * whoever has most, users before those who have proved nothing. Confined to the event loop.
 */
final class Admission {

    private final Engine engine;
    private final Counters counters;
    private final Limits limits;

    /** Not let in yet, by address, the oldest first. */
    private final Map<String, LinkedHashSet<Connection>> waiting = new LinkedHashMap<>();

    Admission(Engine engine) {
        this.engine = engine;
        this.counters = engine.counters();
        this.limits = engine.limits();
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
        LinkedHashSet<Connection> most = new LinkedHashSet<>();
        for (LinkedHashSet<Connection> one : waiting.values()) {
            most = one.size() > most.size() ? one : most;
        }
        Optional<Connection> oldest = most.stream().findFirst();
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
        engine.event("connection from %s refused: %s", from.getAddress().getHostAddress(), why);
    }

    /** It has not said who it is. */
    void waits(Connection connection) {
        waiting.computeIfAbsent(Logins.address(connection.host()), host -> new LinkedHashSet<>())
                .add(connection);
    }

    /**
     * It is known whose it is: what it took until now is the owner's from now on.
     *
     * @throws ProtocolException if there is no room for that
     */
    void letIn(Connection connection, Share owner) throws ProtocolException {
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
    void waitsNoMore(Connection connection) {
        String host = Logins.address(connection.host());
        LinkedHashSet<Connection> others = waiting.get(host);
        if (others != null && others.remove(connection) && others.isEmpty()) {
            waiting.remove(host);
        }
    }

    void closed() {
        counters.connections--;
    }

    /**
     * One more client of a share, whose connection counts in it already. Where there are as many as
     * there may be, the longest silent one of whoever has most goes.
     *
     * @throws ProtocolException if nobody has more. It closes without a word, as Mosquitto does
     */
    void requireRoom(Share by) throws ProtocolException {
        int clients = counters.clients;
        if (clients < limits.count(Limit.CONNECTIONS)) {
            return;
        }
        if (!makesRoom(by)) {
            throw ProtocolException.reached(
                    Limit.CONNECTIONS, Reason.SUCCESS, "there are " + clients + " already");
        }
        counters.reached(Limit.CONNECTIONS);
    }

    private boolean makesRoom(Share by) {
        Share most = by;
        for (Share one : engine.shares().budget().shares()) {
            if (one.ordinary() && one.held(Use.CONNECTIONS) > 0 && comesBehind(one, most)) {
                most = one;
            }
        }
        ClientLink silent = most == by ? null : longestSilent(most);
        if (silent != null) {
            silent.end(Reason.QUOTA_EXCEEDED, "others have fewer connections");
        }
        return silent != null;
    }

    private static boolean comesBehind(Share one, Share other) {
        Rank rank = one.claimant().rank();
        int order = rank.compareTo(other.claimant().rank());
        return order < 0 || (order == 0 && one.held(Use.CONNECTIONS) > other.held(Use.CONNECTIONS));
    }

    private @Nullable ClientLink longestSilent(Share of) {
        ClientLink silent = null;
        for (Session session : engine.sessions().all()) {
            ClientLink link = session.link();
            if (link != null
                    && session.holding().share() == of
                    && (silent == null || silentSince(link) - silentSince(silent) < 0)) {
                silent = link;
            }
        }
        return silent;
    }

    private static long silentSince(ClientLink link) {
        return link.connection().lastReceived();
    }
}
