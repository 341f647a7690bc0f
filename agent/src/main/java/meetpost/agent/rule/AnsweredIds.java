package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import meetpost.agent.time.Ticks;

/**
 * Which commands with an id came within ten minutes: a copy of one is answered and not executed
 * again. The oldest of {@value #MOST} are forgotten. One thread.
 */
final class AnsweredIds {

    static final int MOST = 1000;

    private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

    private final Ticks ticks;
    private final Map<String, Long> since = new LinkedHashMap<>();

    AnsweredIds(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** Says whether it has not come before. */
    boolean add(String id) {
        long now = ticks.now();
        since.values().removeIf(at -> now - at >= KEPT_NANOS);
        if (since.containsKey(id)) {
            return false;
        }
        if (since.size() >= MOST) {
            since.remove(since.keySet().iterator().next());
        }
        since.put(id, now);
        return true;
    }
}
