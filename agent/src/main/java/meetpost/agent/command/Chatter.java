package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import meetpost.agent.time.DurationText;
import org.tinylog.Logger;

/** Whether rules switch an output on and off as nothing that is well is switched. One thread. */
final class Chatter {

    /** More changes than this within {@link #SPAN} are no governing. */
    static final int MOST = 12;

    /** And so long it then rests. */
    static final Duration SPAN = Duration.ofMinutes(10);

    private final String output;
    private final Deque<Long> changes = new ArrayDeque<>();
    private Optional<Long> restsUntil = Optional.empty();

    Chatter(String output) {
        this.output = requireNonNull(output, "output");
    }

    /** A rule has switched it. */
    void changed(long now) {
        changes.add(now);
    }

    /** Why it is to stay at its stop level, in words; empty: it is not. */
    Optional<String> problem(long now) {
        restsUntil = restsUntil.filter(end -> now - end < 0);
        changes.removeIf(at -> now - at > SPAN.toNanos());
        if (changes.size() > MOST) {
            changes.clear();
            restsUntil = Optional.of(now + SPAN.toNanos());
            Logger.error("{}", text());
        }
        return restsUntil.map(any -> text());
    }

    private String text() {
        return "%s: rules changed it more than %s times in %s, it stays at its stop level for as long"
                .formatted(output, MOST, DurationText.of(SPAN));
    }
}
