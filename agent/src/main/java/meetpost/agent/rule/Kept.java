package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a rule outlives a restart.
 *
 * @param until when the mode ends by itself
 * @param setpoint a person's
 * @param setpointUntil when that ends; empty: not at a time
 */
record Kept(
        Mode mode,
        Optional<Instant> until,
        Optional<Double> setpoint,
        Optional<Instant> setpointUntil) {

    static final Kept NOTHING =
            new Kept(Mode.AUTO, Optional.empty(), Optional.empty(), Optional.empty());

    Kept {
        requireNonNull(mode, "mode");
        requireNonNull(until, "until");
        requireNonNull(setpoint, "setpoint");
        requireNonNull(setpointUntil, "setpointUntil");
    }
}
