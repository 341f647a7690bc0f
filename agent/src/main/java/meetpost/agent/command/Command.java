package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What an actuator is told to do. */
public sealed interface Command {

    /** On or off until further notice. */
    record Switch(boolean on) implements Command {}

    /** The other state than the line reads back. */
    record Toggle() implements Command {}

    /**
     * On, and off by itself after a while.
     *
     * @param length more than zero
     */
    record Pulse(Duration length) implements Command {

        public Pulse {
            requireNonNull(length, "length");
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException("a pulse of " + length);
            }
        }
    }
}
