package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import meetpost.agent.log.ForeignText;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Counts what does not cross a bridge, and says so without filling the log: once an hour about each
 * culprit, and about no more than a hundred of them. Safe for use by several threads.
 */
final class Refusals {

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int CULPRITS = 100;

    private final String bridge;
    private final Ticks ticks;
    private final Map<Reason, Long> counts = new TreeMap<>();
    private final Map<String, Long> said = new HashMap<>();

    /** Why something does not cross. */
    enum Reason {
        /** It was at the other end already. */
        LOOP("loop"),
        /** A command that was stored, or would have to wait. */
        COMMAND("command"),
        TOO_LARGE("too-large"),
        /** An uplink that is none, or holds what no topic can show. */
        MALFORMED("malformed"),
        /** A topic that something else has. */
        TAKEN("taken");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** As metrics show it. */
        String text() {
            return text;
        }
    }

    Refusals(String bridge, Ticks ticks) {
        this.bridge = requireNonNull(bridge, "bridge");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** Only counts: as it should be. */
    synchronized void count(Reason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /**
     * Counts, and perhaps says so.
     *
     * @param culprit about whom is said no more for an hour
     * @param text without control characters: it goes to the log
     */
    synchronized void give(Reason reason, String culprit, String text) {
        count(reason);
        long now = ticks.now();
        said.values().removeIf(then -> now - then >= AGAIN.toNanos());
        if (said.size() < CULPRITS && said.putIfAbsent(reason + " " + culprit, now) == null) {
            Logger.warn("bridge {}: {}", bridge, ForeignText.shown(text));
        }
    }

    /** How often, for that one. */
    synchronized long of(Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** How often, by reason. */
    synchronized Map<String, Long> counts() {
        Map<String, Long> byText = new TreeMap<>();
        counts.forEach((reason, count) -> byText.put(reason.text, count));
        return byText;
    }
}
