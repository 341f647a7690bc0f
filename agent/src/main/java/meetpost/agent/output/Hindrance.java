package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.output.Outcome.Obstacle;
import meetpost.agent.output.Outcome.Refused;

/**
 * What forbids an output to be on.
 *
 * @param message for people
 * @param left how long it will; empty: nobody knows
 */
record Hindrance(Obstacle obstacle, String message, Optional<Duration> left) {

    Hindrance {
        requireNonNull(obstacle, "obstacle");
        requireNonNull(message, "message");
        requireNonNull(left, "left");
    }

    Refused refused() {
        return new Refused(obstacle, message);
    }
}
