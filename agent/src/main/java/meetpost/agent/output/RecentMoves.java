package meetpost.agent.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.output.OutputRecord.Move;

/**
 * The newest commands with an id that moved each output. Used under the lock of {@link Outputs}.
 */
final class RecentMoves {

    private static final int MOST = 100;

    private final Map<String, Deque<Move>> all = new HashMap<>();

    /** Those that the disk has. */
    void learn(Map<String, OutputRecord> outputs) {
        outputs.forEach((name, was) -> all.put(name, new ArrayDeque<>(was.moves())));
    }

    void add(String output, Move move) {
        Deque<Move> newest = all.computeIfAbsent(output, any -> new ArrayDeque<>());
        if (newest.size() == MOST) {
            newest.remove();
        }
        newest.add(move);
    }

    /** The oldest first. */
    List<Move> of(String output) {
        return List.copyOf(all.getOrDefault(output, new ArrayDeque<>()));
    }

    /** Of all outputs, the oldest first. */
    List<Moved> before(long now) {
        List<Moved> found = new ArrayList<>();
        all.forEach((name, own) -> own.forEach(move -> found.add(moved(name, move, now))));
        found.sort(Comparator.comparing(Moved::age).reversed());
        return found;
    }

    private static Moved moved(String output, Move move, long now) {
        var age = Duration.ofNanos(Math.max(0, now - move.tick()));
        return new Moved(output, move.id(), move.on(), age);
    }
}
