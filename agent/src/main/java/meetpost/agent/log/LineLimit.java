package meetpost.agent.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many lines of one kind are written: {@value #LINES} a minute, {@value #COPIES} of them with
 * the same text. What is more is counted, and said once the minute is over. In a minute that
 * follows such a one, it is {@value #LINES_IN_A_FLOOD} and {@value #COPIES_IN_A_FLOOD}. Kinds do
 * not take each other's lines.
 *
 * <p>Not safe for use by several threads. Time is given to it: nanoseconds since any origin.
 */
public final class LineLimit {

    static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final int LINES = 30;
    private static final int COPIES = 10;
    private static final int LINES_IN_A_FLOOD = 10;
    private static final int COPIES_IN_A_FLOOD = 3;

    /** Kinds are places in the program; more of them than this share one. */
    private static final int KINDS = 500;

    private static final String FURTHER_KINDS = "further kinds";

    private final Map<String, Minute> minutes = new HashMap<>();

    /**
     * What was not written.
     *
     * @param kind as it was given
     * @param text for the log
     */
    public record Summary(String kind, String text) {}

    /**
     * Whether this line may be written now.
     *
     * @param kind what it has in common with others, such as its place in the program
     */
    public boolean admits(String kind, String text, long now) {
        requireNonNull(text, "text");
        boolean known = minutes.containsKey(requireNonNull(kind, "kind"));
        String of = known || minutes.size() < KINDS ? kind : FURTHER_KINDS;
        return minutes.computeIfAbsent(of, each -> new Minute(now, false)).admits(text);
    }

    /** When {@link #due} has something to say next. */
    public OptionalLong next() {
        OptionalLong first = OptionalLong.empty();
        for (Minute minute : minutes.values()) {
            long end = minute.began + MINUTE;
            if (minute.more > 0 && (first.isEmpty() || end - first.getAsLong() < 0)) {
                first = OptionalLong.of(end);
            }
        }
        return first;
    }

    /** What has to be said of minutes that are over; they are forgotten. */
    public List<Summary> due(long now) {
        var said = new ArrayList<Summary>();
        for (Iterator<Map.Entry<String, Minute>> all = minutes.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Minute> entry = all.next();
            Minute minute = entry.getValue();
            if (now - minute.began < MINUTE) {
                continue;
            }
            if (minute.more == 0) {
                all.remove();
            } else {
                said.add(new Summary(entry.getKey(), minute.summary("in the last minute")));
                entry.setValue(new Minute(now, true));
            }
        }
        return said;
    }

    /** What has to be said because nothing will be written any more. */
    public List<Summary> rest() {
        var said = new ArrayList<Summary>();
        minutes.forEach(
                (kind, minute) -> {
                    if (minute.more > 0) {
                        said.add(new Summary(kind, minute.summary("until the end")));
                    }
                });
        minutes.clear();
        return said;
    }

    /** Lines of one kind within a minute. */
    private static final class Minute {

        private final long began;
        private final int lines;
        private final int copies;

        /** How often each came, by its hash: two texts with one hash share what is theirs. */
        private final Map<Integer, Integer> texts = new HashMap<>();

        private int written;
        private long more;
        private String last = "";

        Minute(long began, boolean flood) {
            this.began = began;
            this.lines = flood ? LINES_IN_A_FLOOD : LINES;
            this.copies = flood ? COPIES_IN_A_FLOOD : COPIES;
        }

        boolean admits(String text) {
            if (written < lines && copy(text) <= copies) {
                written++;
                return true;
            }
            more++;
            last = text;
            return false;
        }

        private int copy(String text) {
            return texts.merge(text.hashCode(), 1, Integer::sum);
        }

        String summary(String when) {
            return String.format(
                    Locale.ROOT, "and %,d more %s, the last one: %s", more, when, last);
        }
    }
}
