package meetpost.agent.link;

import java.util.ArrayList;
import java.util.List;

/**
 * Which broker of a list is called next. One has been reached when a session with it has held: one
 * that gives sessions and closes them must not keep those behind it from their turn. Used by the
 * link's thread.
 */
final class FailOver {

    private final List<BrokerTarget> targets;
    private int next;

    FailOver(List<BrokerTarget> targets) {
        this.targets = List.copyOf(targets);
    }

    /** All, in the order in which they are to be called. */
    List<BrokerTarget> round() {
        List<BrokerTarget> round = new ArrayList<>(targets.subList(next, targets.size()));
        round.addAll(targets.subList(0, next));
        next = 0;
        return round;
    }

    /**
     * A session ended.
     *
     * @param held whether it had stood long enough for its broker to count as reached
     */
    void ended(BrokerTarget target, boolean held) {
        next = held ? 0 : (targets.indexOf(target) + 1) % targets.size();
    }
}
