package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an output is, and why.
 *
 * @param on as read back from the line
 * @param since the tick from which on it has been so
 * @param until the tick at which it changes by itself, as far as is known now
 */
public record OutputState(boolean on, Origin origin, long since, Optional<Long> until) {

    public OutputState {
        requireNonNull(origin, "origin");
        requireNonNull(until, "until");
    }
}
