package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who wants to know which topics other boards claim. A board that says so is asked whether it
 * lives, and is not named if it does not answer. For one thread.
 */
final class Inquiries {

    private final List<Inquiry> open = new ArrayList<>();

    private record Inquiry(Set<String> topics, Consumer<Map<String, Board>> told) {}

    void add(Collection<String> topics, Consumer<Map<String, Board>> told) {
        open.add(new Inquiry(Set.copyOf(topics), requireNonNull(told, "told")));
    }

    /** All that somebody wants to know of. */
    Set<String> topics() {
        Set<String> all = new HashSet<>();
        open.forEach(each -> all.addAll(each.topics()));
        return all;
    }

    /** Tells those for whom all is known: the topics that a living board claims, and which. */
    void answer(Collection<Neighbour> neighbours) {
        List<Inquiry> done = new ArrayList<>();
        for (Iterator<Inquiry> each = open.iterator(); each.hasNext(); ) {
            Inquiry inquiry = each.next();
            boolean waits =
                    neighbours.stream()
                            .filter(Neighbour::isAwaited)
                            .anyMatch(one -> inquiry.topics().stream().anyMatch(one::claims));
            if (!waits) {
                each.remove();
                done.add(inquiry);
            }
        }
        done.forEach(each -> each.told().accept(claimed(each, neighbours)));
    }

    private static Map<String, Board> claimed(Inquiry inquiry, Collection<Neighbour> neighbours) {
        Map<String, Board> claimed = new HashMap<>();
        for (Neighbour each : neighbours) {
            if (each.lives()) {
                Board board = each.announced().orElseThrow().board();
                inquiry.topics().stream()
                        .filter(each::claims)
                        .forEach(topic -> claimed.putIfAbsent(topic, board));
            }
        }
        return claimed;
    }
}
