package meetpost.agent.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;

/**
 * The commands with an id that outputs have decided about in the last ten minutes, so that a copy
 * of one is answered and not executed again. Keeps so many of each actuator; then the oldest is
 * forgotten. For one thread.
 */
final class Answered {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 1000;

    private final Ticks ticks;
    private final Map<String, Map<String, Entry>> ofActuator = new HashMap<>();

    private record Entry(long tick, Answer answer) {}

    Answered(Ticks ticks) {
        this.ticks = ticks;
    }

    Optional<Answer> answer(String actuator, String id) {
        return Optional.ofNullable(fresh(actuator).get(id)).map(Entry::answer);
    }

    void keep(String actuator, String id, Answer answer) {
        Map<String, Entry> entries = fresh(actuator);
        if (entries.size() == MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(id, new Entry(ticks.now(), answer));
    }

    private Map<String, Entry> fresh(String actuator) {
        Map<String, Entry> entries =
                ofActuator.computeIfAbsent(actuator, any -> new LinkedHashMap<>());
        long now = ticks.now();
        entries.values().removeIf(entry -> now - entry.tick() >= KEPT.toNanos());
        return entries;
    }
}
