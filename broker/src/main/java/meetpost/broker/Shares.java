package meetpost.broker;

import io.netty.util.internal.PlatformDependent;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;

/** Whose share of the broker's memory is whose. Confined to the event loop. */
final class Shares {

    private final Budget budget;
    private final Set<String> reserved;
    private final Share own;

    /** With a packet that is not whole, whoever got nothing of it for longest first. */
    private final LinkedHashSet<Connection> halfPackets = new LinkedHashSet<>();

    private final LinkedHashSet<Connection> unread = new LinkedHashSet<>();

    Shares(BrokerSettings settings) {
        Limits limits = settings.limits();
        Map<Quota, Long> quotas = new EnumMap<>(Quota.class);
        quotas.put(Quota.HEAP, limits.of(Limit.MEMORY_SIZE));
        quotas.put(Quota.STANDING, limits.of(Limit.MEMORY_SIZE) * 3 / 4);
        quotas.put(Quota.QUEUES, limits.of(Limit.ALL_QUEUES_SIZE));
        quotas.put(Quota.RETAINED, limits.of(Limit.RETAINED_SIZE));
        quotas.put(Quota.RETAINED_MESSAGES, limits.of(Limit.RETAINED_MESSAGES));
        quotas.put(Quota.RETAINED_DISK, limits.of(Limit.RETAINED_DISK_SIZE));
        quotas.put(Quota.DIRECT, limits.of(Limit.BUFFERS_SIZE));
        budget = new Budget(quotas, settings.knowsUsers());
        reserved = settings.sessions().reserved();
        own = budget.share(new Claimant(Rank.RESERVED, "$SYS"));
        // Kept for good, so that there is one only.
        own.force(Use.CONNECTIONS, 1, 1);
    }

    /** Bytes of direct memory that the JVM gives. */
    static long directMemory() {
        return PlatformDependent.maxDirectMemory();
    }

    Budget budget() {
        return budget;
    }

    /** Of the broker's own topics. */
    Share own() {
        return own;
    }

    Share of(SessionOwner owner) {
        Rank rank =
                !owner.named()
                        ? Rank.ANYBODY
                        : reserved.contains(owner.name()) ? Rank.RESERVED : Rank.USER;
        return budget.share(new Claimant(rank, owner.name()));
    }

    /** Of somebody who has not said who it is. */
    Share ofAddress(String host) {
        return budget.share(new Claimant(Rank.ANYBODY, Logins.address(host)));
    }

    /** Some of a packet has come. */
    void grows(Connection halfPacket) {
        halfPackets.remove(halfPacket);
        halfPackets.add(halfPacket);
    }

    /** It has come as a whole, or never will. */
    void isOver(Connection halfPacket) {
        halfPackets.remove(halfPacket);
    }

    /** With output that their sockets have not taken, whoever took nothing for longest first. */
    Set<Connection> unread() {
        return unread;
    }

    /** The broker stops: no half packet becomes whole. */
    void stop() {
        List.copyOf(halfPackets).forEach(Connection::giveWay);
    }

    /** With a packet that is not whole, whoever got nothing of it for longest first. */
    Set<Connection> halfPackets() {
        return halfPackets;
    }
}
