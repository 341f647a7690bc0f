package meetpost.broker;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.budget.Claim;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.connection.Evictable;
import meetpost.broker.message.Reason;
import meetpost.broker.session.ClientLink;
import meetpost.broker.session.Session;

/**
 * What gives way where there is no room for what somebody else wants, and in which order: half
 * packets, the newest that waits for whoever has been away for longest, absent sessions, retained
 * values that have been the same for longest, then what clients hold who are connected. Confined to
 * the event loop.
 */
final class GivingWay {

    /** As much goes at least, so that small claims are not the work of each. */
    private static final long AT_ONCE = 16 << 10;

    private static final long LITTLE = 16 << 10;
    private static final long MUCH = 128 << 10;

    private final Engine engine;

    GivingWay(Engine engine) {
        this.engine = engine;
    }

    /** Whether something of that share went, of what that quota counts. */
    boolean yields(Share from, Quota quota, Claim claim) {
        return switch (quota) {
            case DIRECT -> halfPacket(from, claim) || unread(from, claim);
            case QUEUES -> queued(from, claim);
            case RETAINED, RETAINED_MESSAGES -> retained(from, claim, false);
            case RETAINED_DISK -> retained(from, claim, true);
            case HEAP ->
                    queued(from, claim)
                            || session(from, claim)
                            || retained(from, claim, false)
                            || client(from, quota, claim);
            case STANDING -> session(from, claim) || client(from, quota, claim);
        };
    }

    private static long least(Claim claim) {
        return Math.max(AT_ONCE, claim.amount());
    }

    private boolean halfPacket(Share from, Claim claim) {
        for (Evictable one : engine.connections().halfPackets().all()) {
            if (one.holding().share() == from && one != claim.holder()) {
                one.giveWay();
                return true;
            }
        }
        return false;
    }

    /** Never of the same share: its next ones would be no better. */
    private boolean unread(Share from, Claim claim) {
        for (Evictable one : engine.connections().unread()) {
            if (from != claim.by() && one.holding().share() == from) {
                one.unread();
                return true;
            }
        }
        return false;
    }

    private Collection<Session> absent(Share share) {
        boolean named = share.claimant().rank() != Rank.ANYBODY;
        return engine.sessions().absentees().of(new SessionOwner(named, share.claimant().name()));
    }

    /** Of an absent client, else of one that is connected and has most. */
    private boolean queued(Share from, Claim claim) {
        long own = from == claim.by() ? claim.amount() + queuedFor(claim.holder()) : 0;
        for (Session session : absent(from)) {
            if (session.waiting().bytes() > own && session.waiting().giveUp(least(claim))) {
                return true;
            }
        }
        Session most = null;
        for (Session session : connected(from)) {
            long bytes = session.waiting().bytes();
            if (bytes > own && (most == null || bytes > most.waiting().bytes())) {
                most = session;
            }
        }
        return most != null && most.waiting().giveUp(least(claim));
    }

    private static long queuedFor(Object holder) {
        return holder instanceof Session session ? session.waiting().bytes() : 0;
    }

    private List<Session> connected(Share share) {
        return engine.sessions().all().stream()
                .filter(each -> each.link() != null && each.holding().share() == share)
                .toList();
    }

    /** One whose client is away; not the one that is to become larger. */
    private boolean session(Share from, Claim claim) {
        Optional<Session> first =
                absent(from).stream().filter(each -> each != claim.holder()).findFirst();
        first.ifPresent(
                session ->
                        engine.sessions()
                                .evict(session, "there is no memory for what others want"));
        return first.isPresent();
    }

    /** Never to make room for another of the same sender. */
    private boolean retained(Share from, Claim claim, boolean onDisk) {
        if (from == claim.by()) {
            return false;
        }
        String topic = engine.retained().giveUp(from, least(claim), claim.holder(), onDisk);
        if (topic != null) {
            engine.event("topic %s is not retained any more: others need the room", topic);
        }
        return topic != null;
    }

    /**
     * The last resort: whoever is connected and holds much, to let somebody in with next to
     * nothing.
     */
    private boolean client(Share from, Quota quota, Claim claim) {
        if (claim.by().held(quota) + claim.amount() > LITTLE || from.held(quota) < MUCH) {
            return false;
        }
        Session most = null;
        for (Session session : connected(from)) {
            if (most == null
                    || session.holding().held(Use.SESSIONS) > most.holding().held(Use.SESSIONS)) {
                most = session;
            }
        }
        ClientLink link = most == null ? null : most.link();
        if (link == null) {
            return false;
        }
        link.end(Reason.QUOTA_EXCEEDED, "others need the memory that it holds");
        return true;
    }
}
