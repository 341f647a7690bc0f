package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What an output does next by itself.
 *
 * @param inNanos from now; zero or less: it is time
 * @param on where it goes
 * @param origin the rule
 * @param why for the log
 */
record Due(long inNanos, boolean on, Kind kind, Origin origin, String why) {

    enum Kind {
        /** A bound on how long it may be on. */
        BOUND,
        BROKER_LOSS,
        /** The line did not follow the last time. */
        RETRY,
        NOTHING
    }

    static final Due NOTHING =
            new Due(Long.MAX_VALUE, false, Kind.NOTHING, Origin.of(Cause.START), "nothing");

    Due {
        requireNonNull(kind, "kind");
        requireNonNull(origin, "origin");
        requireNonNull(why, "why");
    }

    static Due first(Stream<Due> dues) {
        return dues.min(Comparator.comparingLong(Due::inNanos)).orElse(NOTHING);
    }

    boolean now() {
        return inNanos <= 0;
    }
}
