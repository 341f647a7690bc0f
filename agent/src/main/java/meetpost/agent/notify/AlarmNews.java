package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An alarm has changed.
 *
 * @param title for people
 * @param word {@code ON}, {@code OFF} or {@code UNKNOWN}
 * @param message in words; empty where it is off
 * @param urgent it is told in quiet times too
 * @param tick when it changed
 * @param calendar the same; empty while the clock is not set
 */
public record AlarmNews(
        String alarm,
        String title,
        String word,
        String message,
        boolean urgent,
        long tick,
        Optional<Instant> calendar) {

    public AlarmNews {
        requireNonNull(alarm, "alarm");
        requireNonNull(title, "title");
        requireNonNull(word, "word");
        requireNonNull(message, "message");
        requireNonNull(calendar, "calendar");
    }

    boolean isOver() {
        return word.equals("OFF");
    }
}
