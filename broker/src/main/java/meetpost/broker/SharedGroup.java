package meetpost.broker;

import java.util.ArrayList;
import java.util.List;

/** The members of a shared subscription, MQTT 5 section 4.8.2, who take its messages in turn. */
final class SharedGroup {

    private final List<Subscription> members = new ArrayList<>();
    private int turn;

    void put(Subscription subscription) {
        remove(subscription.session());
        members.add(subscription);
    }

    void remove(Session session) {
        members.removeIf(member -> member.session() == session);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /**
     * The next member that is connected and reads; without one, the next that is connected and has
     * room; then the next of those that are away, who only keep what nobody present can take.
     */
    Subscription next(Message message) {
        int n = members.size();
        int best = turn % n;
        int rank = 0;
        for (int i = 0; i < n && rank < 4; i++) {
            int at = (turn + i) % n;
            int other = rank(members.get(at).session(), message);
            if (other > rank) {
                best = at;
                rank = other;
            }
        }
        turn = (best + 1) % n;
        return members.get(best);
    }

    private static int rank(Session member, Message message) {
        if (member.takes(0)) {
            return 4;
        }
        boolean connected = member.link() != null;
        return member.waiting().hasRoom(message) ? connected ? 3 : 2 : connected ? 1 : 0;
    }
}
