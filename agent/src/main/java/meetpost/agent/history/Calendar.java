package meetpost.agent.history;

import java.util.HashMap;
import java.util.Map;

/** What is known last of the calendar in each boot. For one thread at a time. */
final class Calendar {

    private final Map<Integer, Known> boots = new HashMap<>();

    private record Known(Moment moment, long tick) {}

    /**
     * Something was noted by that calendar.
     *
     * @param time the last of it, in milliseconds since 1970
     */
    void learn(Moment moment, long time) {
        var known = new Known(moment, time - moment.offset());
        boots.merge(moment.boot(), known, (one, other) -> one.tick() > other.tick() ? one : other);
    }

    /** What a time by that calendar is to be put forward by, in milliseconds. */
    long shift(Moment moment) {
        Known known = boots.get(moment.boot());
        return known == null ? 0 : moment.shiftTo(known.moment());
    }
}
