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

    /** The next member that is connected and reads; without one, the next that would keep it. */
    Subscription next() {
        int n = members.size();
        for (int i = 0; i < n; i++) {
            Subscription member = members.get((turn + i) % n);
            if (member.session().takesAtOnce()) {
                turn = (turn + i + 1) % n;
                return member;
            }
        }
        Subscription member = members.get(turn % n);
        turn = (turn + 1) % n;
        return member;
    }
}
