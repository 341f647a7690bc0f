package meetpost.broker.session;

import java.util.Collection;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.Limit;

/**
 * Who may be a client where there are as many as there may be: whoever has fewest connections comes
 * before whoever has most, users before those who have proved nothing. Confined to the event loop.
 */
final class ClientRoom {

    private final SessionContext context;
    private final Collection<Session> sessions;

    /**
     * @param sessions all of them, as they are at any time
     */
    ClientRoom(SessionContext context, Collection<Session> sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    /**
     * One more client of a share, whose connection counts in it already. Where there are as many as
     * there may be, the longest silent one of whoever has most goes.
     *
     * @throws ProtocolException if nobody has more. It closes without a word, as Mosquitto does
     */
    void require(Share by) throws ProtocolException {
        int clients = context.counters().clients;
        if (clients < context.limits().count(Limit.CONNECTIONS)) {
            return;
        }
        if (!makes(by)) {
            throw ProtocolException.reached(
                    Limit.CONNECTIONS, Reason.SUCCESS, "there are " + clients + " already");
        }
        context.counters().reached(Limit.CONNECTIONS);
    }

    private boolean makes(Share by) {
        Share most = by;
        for (Share one : context.shares().budget().shares()) {
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
        for (Session session : sessions) {
            ClientLink link = session.link();
            if (link != null
                    && session.holding().share() == of
                    && (silent == null || link.lastReceived() - silent.lastReceived() < 0)) {
                silent = link;
            }
        }
        return silent;
    }
}
