package meetpost.agent.history;

import java.util.HashMap;
import java.util.Map;

/** What is known last of the calendar in each boot. For one thread at a time. */
final class ClockOffsets {

    private final Map<Integer, Known> boots = new HashMap<>();

    private record Known(ClockOffset clock, long tick) {}

    /**
     * Something was noted by that calendar.
     *
     * @param time the last of it, in milliseconds since 1970
     */
    void learn(ClockOffset clock, long time) {
        var known = new Known(clock, time - clock.offset());
        boots.merge(clock.boot(), known, (one, other) -> one.tick() > other.tick() ? one : other);
    }

    /** What a time by that calendar is to be put forward by, in milliseconds. */
    long shift(ClockOffset clock) {
        Known known = boots.get(clock.boot());
        return known == null ? 0 : clock.shiftTo(known.clock());
    }
}
