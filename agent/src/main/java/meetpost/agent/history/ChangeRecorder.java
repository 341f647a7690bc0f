package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Changes in memory until they are written. Safe for use by several threads; does not block. */
final class ChangeRecorder {

    /** Of one thing between two writes: a contact that is loose does not fill the disk. */
    private static final int MOST_OF_ONE = 300;

    private static final int MOST = 3_000;

    /** Bytes of a text that are kept. */
    private static final int LONGEST_TEXT = 200;

    private final List<Noted> noted = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private record Noted(Change change, ClockOffset clock) {}

    /**
     * By the calendar of now. The last of too many of one thing takes the place of the one before.
     */
    synchronized void add(Change change, ClockOffset clock) {
        String thing = change.kind() + "/" + change.name();
        int count = counts.merge(thing, 1, Integer::sum);
        if (count > MOST_OF_ONE || noted.size() >= MOST) {
            for (int i = noted.size() - 1; i >= 0; i--) {
                Change before = noted.get(i).change();
                if (before.kind() == change.kind() && before.name().equals(change.name())) {
                    noted.remove(i);
                    break;
                }
            }
        }
        if (noted.size() < MOST) {
            noted.add(new Noted(shortened(change), clock));
        }
    }

    private static Change shortened(Change change) {
        String text = change.text();
        return text.length() <= LONGEST_TEXT
                ? change
                : new Change(
                        change.kind(),
                        change.time(),
                        change.name(),
                        change.state(),
                        text.substring(0, LONGEST_TEXT - 1) + "…");
    }

    /** Gives all of them by the calendar of now. */
    synchronized void each(ClockOffset now, Consumer<Change> changes) {
        requireNonNull(now, "now");
        for (Noted each : noted) {
            long shift = each.clock().shiftTo(now);
            changes.accept(each.change().at(each.change().time() + shift));
        }
    }

    /** Gives all of them, and has them no more. */
    synchronized List<Change> take(ClockOffset now) {
        List<Change> all = new ArrayList<>();
        each(now, all::add);
        noted.clear();
        counts.clear();
        return all;
    }

    /** They could not be written. */
    synchronized void giveBack(List<Change> changes, ClockOffset clock) {
        List<Noted> before = changes.stream().map(each -> new Noted(each, clock)).toList();
        noted.addAll(0, before.subList(0, Math.min(before.size(), MOST - noted.size())));
    }
}
