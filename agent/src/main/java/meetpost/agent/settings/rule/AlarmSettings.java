package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.rule.Source.Measured;

/**
 * Something that somebody must know.
 *
 * @param topic without prefix
 * @param until when it is over; empty: when {@code when} does not hold any more
 * @param after so long {@code when} must have held
 * @param blindAfter so long the last good value of a sensor counts; empty: as with rules
 * @param message in pieces; empty: only its name
 * @param channels the names of channels that it is told on
 * @param urgent in their quiet times, too
 */
public record AlarmSettings(
        String name,
        String title,
        String topic,
        Condition when,
        Optional<Condition> until,
        Duration after,
        Optional<Duration> blindAfter,
        Blind blind,
        List<Piece> message,
        List<String> channels,
        boolean urgent) {

    public AlarmSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(topic, "topic");
        requireNonNull(when, "when");
        requireNonNull(until, "until");
        requireNonNull(after, "after");
        requireNonNull(blindAfter, "blindAfter");
        requireNonNull(blind, "blind");
        message = List.copyOf(message);
        channels = List.copyOf(channels);
    }

    /** What it is while it cannot see. */
    public enum Blind {
        UNKNOWN,
        ON,
        OFF
    }

    /** A piece of a message. */
    public sealed interface Piece {}

    /** As it was written. */
    public record Words(String text) implements Piece {

        public Words {
            requireNonNull(text, "text");
        }
    }

    /** What is measured. */
    public record Value(Measured of) implements Piece {

        public Value {
            requireNonNull(of, "of");
        }
    }
}
