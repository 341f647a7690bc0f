package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * When a rule is looked at.
 *
 * @param tick of the board
 * @param calendar empty while the clock is not set
 */
record Moment(long tick, Optional<Instant> calendar) {

    Moment {
        requireNonNull(calendar, "calendar");
    }
}
