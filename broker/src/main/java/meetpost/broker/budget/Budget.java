package meetpost.broker.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that clients may make the broker hold, and what each of them does. It is taken before it is
 * allocated. Where there is no room, those of a lower {@link Rank} give way, lowest first; of one
 * rank whoever holds most, if that is more than whoever asks would hold then. Confined to the
 * broker's thread.
 */
public final class Budget {

    /** As many are asked to give way to one claim. */
    private static final int ASKED = 8;

    /** No single one may hold more than so many times what is left then. */
    private static final int TIMES_WHAT_IS_LEFT = 4;

    /** Of the agent and users that the settings name nobody takes this part. */
    private static final double OTHERS = 0.85;

    /** Nor do those who have proved nothing take this one of users. */
    private static final double ANYBODY = 0.6;

    private final Amounts<Quota> limits = new Amounts<>(Quota.class);
    private final double anybody;
    private final Amounts<Quota> used = new Amounts<>(Quota.class);
    private final Amounts<Quota> usedByAnybody = new Amounts<>(Quota.class);
    private final Amounts<Quota> usedByUsers = new Amounts<>(Quota.class);
    private final Amounts<Use> usedFor = new Amounts<>(Use.class);
    private final Amounts<Use> refused = new Amounts<>(Use.class);
    private final Amounts<Use> yielded = new Amounts<>(Use.class);
    private final Map<Claimant, Share> shares = new HashMap<>();
    private final List<Yielder> yielders = new ArrayList<>();
    private boolean makingRoom;

    /**
     * @param limits of every quota
     * @param users whether anybody can prove to be a user: a part is theirs then
     */
    public Budget(Map<Quota, Long> limits, boolean users) {
        for (Quota quota : Quota.values()) {
            this.limits.add(quota, limits.getOrDefault(quota, Long.MAX_VALUE));
        }
        this.anybody = users ? ANYBODY : OTHERS;
    }

    /** Asked in the order in which they are added. */
    public void add(Yielder yielder) {
        yielders.add(yielder);
    }

    /** Of somebody who may have none yet. */
    public Share share(Claimant claimant) {
        Share known = shares.get(claimant);
        return known == null ? new Share(this, claimant) : known;
    }

    /** Of all who hold something. */
    public Collection<Share> shares() {
        return Collections.unmodifiableCollection(shares.values());
    }

    public long limit(Quota quota) {
        return limits.of(quota);
    }

    public long used(Quota quota) {
        return used.of(quota);
    }

    /** What a use holds in all, in bytes or pieces. */
    public long usedFor(Use use) {
        return usedFor.of(use);
    }

    /** How often there was no room. */
    public long refused(Use use) {
        return refused.of(use);
    }

    /** How often something else had to give way to a claim for this. */
    public long yielded(Use use) {
        return yielded.of(use);
    }

    boolean fits(Share share, Use use, long amount, long more) {
        for (Quota quota : use.quotas()) {
            if (!fits(share, quota, amount, more)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(Share share, Quota quota, long amount, long more) {
        long limit = limits.of(quota);
        long left = limit - used.of(quota) - more;
        if (left < 0 || !quota.reserves() || !share.ordinary()) {
            return left >= 0;
        }
        boolean user = share.claimant().rank() == Rank.USER;
        long theirs = usedByAnybody.of(quota) + (user ? usedByUsers.of(quota) : 0);
        long within = (long) (limit * (user ? OTHERS : anybody)) - theirs - amount;
        return share.held(quota) + amount <= TIMES_WHAT_IS_LEFT * Math.min(left, within);
    }

    /** False if there is none to be had. What gives way does not make others do. */
    boolean makeRoom(Claim claim, long more) {
        boolean made = false;
        if (!makingRoom) {
            makingRoom = true;
            try {
                made = takeBack(claim, more);
            } finally {
                makingRoom = false;
            }
        }
        refused.add(claim.use(), made ? 0 : 1);
        return made;
    }

    private boolean takeBack(Claim claim, long more) {
        Set<Share> exhausted = new HashSet<>();
        while (exhausted.size() < ASKED) {
            Quota full = full(claim, more);
            Optional<Share> loser = loser(claim, full, exhausted);
            if (loser.isEmpty()) {
                return false;
            }
            boolean gave = true;
            while (gave && losesTo(loser.get(), claim, full)) {
                gave = yields(loser.get(), full, claim);
                if (fits(claim.by(), claim.use(), claim.amount(), more)) {
                    return true;
                }
                full = full(claim, more);
            }
            exhausted.add(loser.get());
        }
        return false;
    }

    /** The first one without room. */
    private Quota full(Claim claim, long more) {
        Quota[] quotas = claim.use().quotas();
        for (Quota quota : quotas) {
            if (!fits(claim.by(), quota, claim.amount(), more)) {
                return quota;
            }
        }
        return quotas[0];
    }

    private Optional<Share> loser(Claim claim, Quota full, Set<Share> exhausted) {
        Share first = null;
        for (Share one : shares.values()) {
            if (losesTo(one, claim, full)
                    && !exhausted.contains(one)
                    && (first == null || comesBehind(one, first, full))) {
                first = one;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean losesTo(Share one, Claim claim, Quota full) {
        Share by = claim.by();
        if (one == by) {
            return one.held(full) > 0;
        }
        int order = one.claimant().rank().compareTo(by.claimant().rank());
        return one.ordinary()
                && one.held(full) > 0
                && (order < 0 || (order == 0 && one.held(full) > by.held(full) + claim.amount()));
    }

    private static boolean comesBehind(Share one, Share other, Quota full) {
        int order = one.claimant().rank().compareTo(other.claimant().rank());
        return order < 0 || (order == 0 && one.held(full) > other.held(full));
    }

    private boolean yields(Share loser, Quota full, Claim claim) {
        for (Yielder yielder : yielders) {
            if (yielder.yields(loser, full, claim)) {
                yielded.add(claim.use(), 1);
                return true;
            }
        }
        return false;
    }

    void counted(Use use, Rank rank, long amount, long inAll) {
        usedFor.add(use, inAll);
        for (Quota quota : use.quotas()) {
            used.add(quota, inAll);
            switch (rank) {
                case ANYBODY -> usedByAnybody.add(quota, amount);
                case USER -> usedByUsers.add(quota, amount);
                case RESERVED -> {}
            }
        }
    }

    void appeared(Share share) {
        shares.put(share.claimant(), share);
    }

    void emptied(Share share) {
        shares.remove(share.claimant(), share);
    }
}
