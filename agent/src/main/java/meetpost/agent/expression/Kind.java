package meetpost.agent.expression;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What an expression gives. */
public sealed interface Kind {

    /**
     * A number.
     *
     * @param unit {@code °C}; empty: it goes with every unit, as a number in the text does, and
     *     what was multiplied or divided
     */
    record Numeric(Optional<String> unit) implements Kind {

        public Numeric {
            requireNonNull(unit, "unit");
        }
    }

    /** Yes, no or unknown. */
    record Condition() implements Kind {}

    /** A number in that unit; empty: without one. */
    static Kind in(String unit) {
        return new Numeric(Optional.of(unit).filter(some -> !some.isEmpty()));
    }

    /** A number that goes with every unit. */
    static Kind plain() {
        return new Numeric(Optional.empty());
    }
}
