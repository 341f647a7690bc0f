package meetpost.broker.access;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** Whose share of the broker's memory is whose. Confined to the event loop. */
public final class Shares {

    private final Budget budget;
    private final Set<String> reserved;
    private final OwnSockets sockets;
    private final Share own;

    /**
     * @param sockets of this process
     */
    public Shares(BrokerSettings settings, OwnSockets sockets) {
        this.sockets = sockets;
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

    public Budget budget() {
        return budget;
    }

    /** Of the broker's own topics, and of the process that it is in. */
    public Share own() {
        return own;
    }

    public Share of(SessionOwner owner) {
        if (owner.own()) {
            return own;
        }
        Rank rank =
                !owner.named()
                        ? Rank.ANYBODY
                        : reserved.contains(owner.name()) ? Rank.RESERVED : Rank.USER;
        return budget.share(new Claimant(rank, owner.name()));
    }

    /** Whether this process is the client of a connection. */
    public boolean ownsConnection(InetSocketAddress from, InetSocketAddress to) {
        return sockets.has(from, to);
    }

    /** Of somebody who has not said who it is. */
    public Share ofAddress(String host, boolean ownsIt) {
        if (ownsIt) {
            return own;
        }
        return budget.share(new Claimant(Rank.ANYBODY, Logins.address(host)));
    }
}
