package meetpost.broker.routing;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.Message;

/** The members of a shared subscription, MQTT 5 section 4.8.2, who take its messages in turn. */
final class SharedGroup {

    private final List<Subscription> members = new ArrayList<>();
    private int turn;

    void put(Subscription subscription) {
        remove(subscription.subscriber());
        members.add(subscription);
    }

    void remove(Subscriber subscriber) {
        members.removeIf(member -> member.subscriber() == subscriber);
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
            int other = rank(members.get(at).subscriber(), message);
            if (other > rank) {
                best = at;
                rank = other;
            }
        }
        turn = (best + 1) % n;
        return members.get(best);
    }

    private static int rank(Subscriber member, Message message) {
        if (member.takes(0)) {
            return 4;
        }
        boolean connected = member.connected();
        return member.hasRoom(message) ? connected ? 3 : 2 : connected ? 1 : 0;
    }
}
